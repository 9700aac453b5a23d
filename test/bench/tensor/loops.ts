/**
 * Loops in JavaScript, in a process of their own: what they leave behind would else be swept up in
 * the time of whoever comes next. Answers as a `Child` does, to the names of cases:
 * `node --expose-gc dist/test/bench/tensor/loops.js <rows> <height> <width> <channels>`.
 */
import process from 'node:process'
import { createInterface } from 'node:readline'
import { useBackend } from '../../../core/index.js'
import type { Shape } from './case.js'
import { casesOf } from './groups/all.js'
import { sceneOf } from './scene.js'

await useBackend('wasm')
const shape = process.argv.slice(2).map(Number) as unknown as Shape
const loops = new Map(casesOf(sceneOf(shape)).map(({ name, loop }) => [name, loop]))
console.log('{}')
for await (const name of createInterface({ input: process.stdin })) {
  const loop = loops.get(name)
  const start = performance.now()
  loop?.()
  const took = performance.now() - start
  // Not while the next one is timed
  globalThis.gc?.()
  console.log(loop === undefined ? '-' : took)
}
