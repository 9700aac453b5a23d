import test from 'ava'
import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { OverLayer } from '../../core/tensor/index.js'
import {
  blendMask, layOver, pasteBoxes, pasteResized, useBackend
} from '../../core/tensor/index.js'
import { near, onEachBackend, refuses, runs } from './support/backends.js'
import { differentiates } from './support/differences.js'
import { numbers } from './support/numbers.js'
import { over } from './support/oracles.js'

const shape = [3, 5, 4, 2]
const rows = Int32Array.of(1, 1, 0)
const each = Float64Array.of(0.25, 1, 0)
const levels = { data: Uint8Array.from({ length: 20 }, (_, k) => k % 5), of: 4, shape: [1, 5, 4] }
const part = {
  start: Int32Array.of(1, 1), end: Int32Array.of(4, 3), resize: 'bilinear',
  from: { start: Int32Array.of(0, 0), end: Int32Array.of(5, 4) }
} as const

/** Two boxes of every sample, of two sources; the second sample has one only. */
const first = {
  axes: 2, start: Int32Array.of(0, 0, 1, 1, 2, 0), end: Int32Array.of(3, 2, 4, 4, 5, 4)
}
const second = {
  axes: 2, start: Int32Array.of(1, 1, 0, 0, 0, 3), end: Int32Array.of(5, 4, 0, 0, 5, 4)
}

onEachBackend('layOver paints several boxes a sample, of several sources, bit for bit', t => {
  const [x, y, z] = [1, 2, 3].map(seed => numbers(seed).tensor(shape))
  const data = [x, y, z].map(each => each.dataSync())
  const inside = ({ start, end }: typeof first) => (i: number, at: readonly number[]): number =>
    Number([0, 1].every(axis => at[axis] >= start[2 * i + axis] && at[axis] < end[2 * i + axis]))
  const once = over({ data: data[0], shape }, { data: data[1], shape }, i => rows[i], inside(first))
  const twice = over({ data: once, shape }, { data: data[2], shape }, i => i, inside(second))
  const out = runs(t, [x, y, z], () =>
    layOver(x, [{ source: y, ...first, rows }, { source: z, ...second }]))
  near(t, out, twice, 0)
})

const many = (x: Tensor, y: Tensor, c: Tensor): OverLayer[] => [
  { source: y, ...first, rows }, { source: x, mask: levels, rows: Int32Array.of(2, 0, 1) },
  { source: y, ...part, coefficient: each }, { source: y, ...part, coefficient: c as tf.Tensor1D },
  { source: y, ...second, baseRows: Int32Array.of(2, 0, 0) }
]

onEachBackend('layOver is its operations by turns, in values and gradients', t => {
  const [x, y] = [4, 5].map(seed => numbers(seed).tensor(shape))
  const c = tf.tensor1d([0.5, 0.75, 0.125])
  const [one, two, three, four, five] = many(x, y, c) as never[]
  const turns = pasteBoxes(pasteResized(pasteResized(blendMask(pasteBoxes(x, y, one), x, levels,
    two), y, three), y, four), y, five)
  near(t, runs(t, [x, y, c], () => layOver(x, many(x, y, c))), turns.dataSync(), 0)
  differentiates(t, (x, y, c) => layOver(x, many(x, y, c)), [x, y, c])
})

test.serial('layers after the first take no new memory on wasm', async t => {
  await useBackend('wasm')
  const [x, y] = [6, 7].map(seed => numbers(seed).tensor(shape))
  const layers = [
    { source: y, ...first }, { source: y, ...second, rows }, { source: y, mask: levels }
  ]
  const { kernels, newTensors } = await tf.profile(() => layOver(x, layers))
  t.deepEqual(kernels.map(({ bytesAdded }) => bytesAdded), [x.size * 4, 0, 0])
  t.is(newTensors, 1)
  tf.dispose([x, y])
})

onEachBackend('layOver refuses what its operations do, and leaves nothing', t => {
  const x = tf.ones(shape)
  refuses(t, () => layOver(x, 5 as never), 'TENSOR', /"layers" must be a list/)
  refuses(t, () => layOver(x, [{ source: x, ...first },
    { source: x, ...first, end: Int32Array.of(6, 1) }]), 'TENSOR', /"end" must have 6 entries/)
})
