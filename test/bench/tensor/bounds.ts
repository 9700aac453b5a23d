import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Shape } from './case.js'
import { lengthOf } from './case.js'
import type { Child } from './child.js'
import { startChild } from './child.js'

const source = path.resolve('test/bench/tensor/bounds.c')
const fast = ['-O3', '-march=native']

/**
 * What the machine allows, by one C program compiled in two ways: as fast as the compiler can, and
 * one cell after the other (work whose name ends with "scalar"). Nothing without a C compiler.
 */
export async function startBounds (shape: Shape): Promise<Child | undefined> {
  const swift = await compiled(fast, shape)
  const scalar = await compiled(['-O2', '-fno-tree-vectorize'], shape)
  if (swift === undefined || scalar === undefined) return undefined
  return {
    versions: { C: `${swift.versions.C}, ${fast.join(' ')}` },
    time: work => work.endsWith(' scalar')
      ? scalar.time(work.slice(0, -' scalar'.length))
      : swift.time(work),
    stop: () => { [swift, scalar].forEach(child => { child.stop() }) }
  }
}

async function compiled (flags: readonly string[], shape: Shape): Promise<Child | undefined> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'remixture-bounds-'))
  const program = path.join(folder, 'bounds')
  try {
    execFileSync('cc', [...flags, '-o', program, source, '-lm'], { stdio: 'pipe' })
    return await startChild(program, shape.map(String))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Bytes that a bound reads and writes. */
export function bytesOf (bound: string, shape: Shape): number | undefined {
  const size = lengthOf(shape)
  const cells = size / shape[3]
  return {
    copy: size * 8, lerp: size * 12, blend: size * 12 + cells * 4, widen: size * 5,
    widenmix: size * 6, dots: size * 8, unit: size * 8
  }[bound]
}
