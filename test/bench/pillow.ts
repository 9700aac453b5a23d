import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { HostArray } from '../../core/index.js'

/** Pillow in a process of its own, with one image. */
export interface Pillow {
  readonly version: string
  /** Milliseconds of an operation on the image. */
  time (name: string, level: number): Promise<number>
  /** The bytes that the last one gave. */
  result (): Promise<Uint8Array>
  stop (): void
}

/** @throws Error where this Python has no Pillow */
export async function startPillow (
  python: string, { data, shape }: HostArray<Uint8Array>
): Promise<Pillow> {
  const child = spawn(python, ['test/bench/pillow_peer.py', ...shape.slice(0, 2).map(String)],
    { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next()
    if (done === true) throw new Error(`${python} has no Pillow: pip install pillow`)
    return value
  }
  const ask = async (line: string): Promise<string> => {
    child.stdin.write(`${line}\n`)
    return next()
  }
  const version = await ask(Buffer.from(data).toString('base64'))
  return {
    version,
    time: async (name, level) => Number(await ask(`${name} ${level}`)),
    result: async () => Buffer.from(await ask('result'), 'base64'),
    stop: () => { child.stdin.end() }
  }
}
