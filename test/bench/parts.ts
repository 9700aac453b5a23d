/** The parts of the benchmarks: programs that end with a `Part` as a line of JSON. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Part } from './figures.js'

/** By the title that the page gives it: the program, and what it is given to be quick. */
export const parts = {
  'Tensor operations': { program: 'tensor/main', given: ['30'], quick: ['2', 'quick'] },
  'Training on wasm': { program: 'train-wasm', given: ['30'], quick: ['2'] }
} as const

export type Title = keyof typeof parts

/** Runs a part in a process of its own, so that none finds the memory of another. */
export async function runPart (title: Title, quick: boolean): Promise<Part> {
  const { program, given, quick: few } = parts[title]
  const child = spawn(process.execPath,
    [`dist/test/bench/${program}.js`, ...quick ? few : given],
    { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<number | null>(resolve => child.on('exit', resolve))
  let last = ''
  for await (const line of createInterface({ input: child.stdout })) {
    if (last !== '') console.log(last)
    last = line
  }
  const code = await ended
  if (code !== 0) throw new Error(`${program} ended with ${code ?? 'a signal'}`)
  return JSON.parse(last) as Part
}
