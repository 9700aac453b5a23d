import type { ChildProcess } from 'node:child_process'
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Shape } from './case.js'

/** A program in C that runs beside, and does what the machine allows. */
export interface Bounds {
  /** How long one of its functions takes, in milliseconds. */
  time (name: string): Promise<number>
  stop (): void
}

const source = path.resolve('test/bench/tensor/bounds.c')

/** Compiles the bounds and starts them; nothing where there is no C compiler. */
export function startBounds (shape: Shape): Bounds | undefined {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'remixture-bounds-'))
  const program = path.join(folder, 'bounds')
  try {
    execFileSync('cc', ['-O3', '-march=native', '-o', program, source], { stdio: 'pipe' })
  } catch {
    rmSync(folder, { recursive: true })
    return undefined
  }
  const child = spawn(program, shape.map(String), { stdio: ['pipe', 'pipe', 'inherit'] })
  const answers = answersOf(child)
  return {
    time: async name => {
      child.stdin.write(`${name}\n`)
      const { value } = await answers.next() as { value: string }
      const took = Number(value)
      if (!(took >= 0)) throw new Error(`bounds: no function ${name}`)
      return took
    },
    stop: () => {
      child.stdin.end()
      rmSync(folder, { recursive: true })
    }
  }
}

function answersOf ({ stdout }: ChildProcess): AsyncIterator<string> {
  if (stdout === null) throw new Error('bounds: no output')
  return createInterface({ input: stdout })[Symbol.asyncIterator]()
}
