/**
 * How fast operations are on wasm, beside C, tfjs, loops and Python:
 * `node dist/test/bench/tensor/main.js [rounds] [quick | group]`.
 *
 * Prints a line for every case and ends with all figures as JSON. One thread; all run by turns, and
 * outputs are made anew every time.
 */
import * as tf from '@tensorflow/tfjs-core'
import { useBackend } from '../../../core/index.js'
import type { Line } from '../figures.js'
import { told } from '../figures.js'
import { startBounds } from './bounds.js'
import type { Case, Shape } from './case.js'
import { startChild } from './child.js'
import { casesOf, groups } from './groups/all.js'
import { measure } from './measure.js'
import { startPeers } from './peers.js'
import { sceneOf } from './scene.js'

const rounds = Number(process.argv[2] ?? 30)
const [, , , wanted] = process.argv
const quick = wanted === 'quick'
const shapes: readonly Shape[] = quick
  ? [[4, 16, 16, 3], [8, 1, 1, 32]]
  : [[128, 224, 224, 3], [256, 32, 32, 3], [1024, 1, 1, 512], [256, 1, 1, 128]]

/** What torch is held to, and the rest, is stated for the first shape alone. */
function targeted (given: Case, first: boolean): Case {
  const { targets = [], peer, ...rest } = given
  if (!first) return { ...given, targets: [] }
  const torch = [{ against: 'torch, best', least: 1.7 }, { against: 'torch', least: 8 }]
  return { ...rest, peer, targets: [...targets, ...peer === undefined ? [] : torch] }
}

await useBackend('wasm')
const lines: Line[] = []
let versions: Record<string, string> = {}
for (const [k, shape] of shapes.entries()) {
  const bounds = await startBounds(shape)
  const peers = await startPeers(shape, !quick)
  const loops = await startChild(process.execPath,
    ['--expose-gc', 'dist/test/bench/tensor/loops.js', ...shape.map(String)])
  tf.engine().startScope(shape.join())
  const cases = casesOf(sceneOf(shape), groups.filter(({ name }) =>
    quick || wanted === undefined || name === wanted)).map(each => targeted(each, k === 0))
  const measured = await measure(cases, shape, { bounds, peers, loops }, rounds)
  console.log(`\n${shape.join(' × ')}`)
  measured.forEach(line => { console.log(told(line)) })
  lines.push(...measured)
  versions = { ...versions, ...bounds?.versions, ...peers.versions }
  bounds?.stop()
  peers.stop()
  loops?.stop()
  tf.engine().endScope()
}
console.log(JSON.stringify({ versions, lines }))
