import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import { createMixer } from '../../core/index.js'
import {
  arcWeights, blendMask, capabilities, combineRows, logSumExpRows, mixRows, normalizeBytes,
  normalizeRows, pairDots, pairwiseDistances, pasteBoxes, pasteResized, pickRows, resizeBilinear,
  rowDots, rowProducts, scatterAddRows, slerpRows, takeColumns, takeRows, topK,
  useBackend
} from '../../core/tensor/index.js'
import { contrastPairs } from '../../core/tensor/similarity/contrast-pairs.js'
import { scaledLogSums } from '../../core/tensor/similarity/log-sum-exp-rows.js'
import { cutmix, mixup } from '../../domains/image/index.js'
import { near } from './support/backends.js'
import { numbers } from './support/numbers.js'
import type { Watched } from './support/watched.js'
import { watch } from './support/watched.js'

const rows = Int32Array.of(2, 0, 0, 3, 1)
const order = Int32Array.of(4, 2, 0, 1, 3)
const each = Float64Array.of(0.1, 0.9, 0.5, 0.25, 0.75)
const box = { axes: 2, start: Int32Array.of(1, 2), end: Int32Array.of(5, 6) }
const boxes = {
  axes: 2,
  start: Int32Array.of(0, 0, 1, 2, 3, 3, 0, 1, 2, 2),
  end: Int32Array.of(6, 7, 4, 6, 3, 3, 6, 2, 5, 7)
}
const from = { start: Int32Array.of(0, 1), end: Int32Array.of(6, 3) }
const levels = (of: number, shape: readonly number[]) => ({
  data: new Uint8Array(tf.util.sizeFromShape([...shape])).map((_, i) => i % 3 * i % (of + 1)),
  of,
  shape
})
const shared = [1, 6, 7]
const own = [5, 6, 7]

type Case = (x: Tensor, y: Tensor, c: Tensor1D, m: Tensor) => Tensor

/** Calls, and how many operations of TensorFlow each may take. */
const cases: Readonly<Record<string, readonly [operations: number, call: Case]>> = {
  'mixup of a batch': [3, x => mixRows([{ x, coefficient: 0.3 }, { x, rows, coefficient: 0.7 }])],
  'mixup of each row': [3, x => mixRows([{ x, coefficient: each }, { x, rows: order,
    coefficient: Float64Array.from(each, share => 1 - share) }])],
  'a mix of two tensors': [4, (x, y) => mixRows([{ x, coefficient: 0.3 },
    { x: y, rows, coefficient: each }, { x, rows: order }])],
  rows: [1, x => takeRows(x, rows)],
  'scaled rows': [3, x => mixRows([{ x, coefficient: each }])],
  'combined rows': [3, x =>
    combineRows(x, { outputs: rows, rows: order, coefficients: each, size: 6 })],
  'added rows': [3, x => scatterAddRows(x, rows, 5)],
  'CutMix with one box': [5, (x, y) => pasteBoxes(x, y, { ...box, rows })],
  'CutMix with a box each': [5, (x, y) => pasteBoxes(x, y, { ...boxes, rows })],
  'boxes that show through': [9, (x, y) => pasteBoxes(x, y, { ...boxes, rows, coefficient: each })],
  'a mask': [5, (x, y) => blendMask(x, y, levels(1, shared), { rows })],
  'a mask each': [5, (x, y) => blendMask(x, y, levels(1, own), { rows })],
  'a soft mask': [7, (x, y) => blendMask(x, y, levels(4, shared), { rows })],
  'a soft mask each': [9, (x, y) => blendMask(x, y, levels(4, own), { rows, coefficient: each })],
  'a mask in a tensor': [11, (x, y, _c, m) => blendMask(x, y, m, { rows })],
  'a resized part': [5, (x, y) => pasteResized(x, y, { ...box, from, resize: 'bilinear', rows })],
  'the nearest cells of a part': [5, (x, y) =>
    pasteResized(x, y, { ...box, from, resize: 'nearest', rows })],
  'a resized batch': [1, x => resizeBilinear(x as Tensor4D, [9, 4])],
  bytes: [0, () => normalizeBytes({ data: new Uint8Array(630).fill(77), shape: [5, 6, 7, 3] },
    { mean: 0.5, std: 0.2, terms: [{ coefficient: each }, { rows }] })]
}

type Inputs = () => [Tensor, Tensor, Tensor1D, Tensor]

const images: Inputs = () => {
  const draw = numbers(7)
  return [draw.tensor([5, 6, 7, 3]), draw.tensor([5, 6, 7, 3]), draw.tensor([5]) as Tensor1D,
    draw.tensor([5, 6, 7])]
}

type OfMatrices = (x: Tensor2D, y: Tensor2D, c: Tensor1D, m: Tensor2D) => Tensor

const index = (): Tensor1D => tf.tensor1d(rows, 'int32')
const columns = (): Tensor2D => tf.tensor2d([7, 0, 3, 3, 1, 2, 5, 4, 6, 6], [5, 2], 'int32')

const some = Float32Array.from({ length: 25 }, (_, k) => Number(k % 4 > 0))

/** What embeddings are mixed by. */
const similarity: Readonly<Record<string, readonly [operations: number, call: OfMatrices]>> = {
  'dots of rows': [2, (x, y) => rowDots(x, y)],
  'dots of named rows': [3, (x, y) => rowDots(x, y, { rows })],
  'rows of length 1': [7, x => normalizeRows(x)],
  'products of all rows': [1, (x, y) => rowProducts(x, y)],
  'distances of all rows': [11, (x, y) => pairwiseDistances(x, y)],
  'rows on the arc': [14, (x, y) => slerpRows(x, y, 0.3)],
  'rows on the arc, each its way': [14, (x, y) => slerpRows(x, y, each)],
  'both weights on the arc': [23, x => tf.add(...arcWeights(tf.reshape(tf.slice(x, [0, 0], [5, 1]),
    [5]), each))],
  'the largest numbers': [2, x => topK(x, 3).values],
  'columns by a tensor': [1, x => takeColumns(x, columns())],
  'rows by a tensor': [1, x => pickRows(x, index())],
  'dots of pairs by tensors': [4, () =>
    pairDots(numbers(9).tensor([5, 8]) as Tensor2D, index(), index())],
  'pairs told from others': [19, (x, y, _c, m) =>
    contrastPairs(x, y, tf.mul(m, 0.3), 9)],
  'pairs told from some others': [21, (x, y, _c, m) =>
    contrastPairs(x, y, tf.mul(m, 0.3), 9, tf.tensor2d(some, [5, 5]))],
  'the log of sums of exponentials': [13, (x, y) => logSumExpRows([x, y])],
  'scaled sums, the diagonal hidden': [17, (x, y) =>
    scaledLogSums([x, tf.slice(y, [0, 0], [5, 1])], { scale: 9, hidden: true })]
}

/** Rows of length 1. */
const matrices: Inputs = () => {
  const draw = numbers(9)
  const unit = (x: Tensor): Tensor2D => {
    const data = x.dataSync()
    const lengths = Array.from({ length: 5 }, (_, i) =>
      Math.hypot(...data.subarray(i * 8, i * 8 + 8)))
    x.dispose()
    return tf.tensor2d(data.map((value, k) => value / lengths[Math.floor(k / 8)]), [5, 8])
  }
  return [unit(draw.tensor([5, 8])), unit(draw.tensor([5, 8])), draw.tensor([5]) as Tensor1D,
    draw.tensor([5, 8])]
}

/** Rows of which the last three are the same, nearly the same, and opposite. */
const edges: Inputs = () => {
  const [x, y, ...others] = matrices()
  const [mine, data] = [x.dataSync(), y.dataSync().slice()]
  data.set(mine.subarray(16), 16)
  for (let k = 24; k < 32; k++) data[k] += 1e-3 * (k - 28)
  for (let k = 32; k < 40; k++) data[k] = -mine[k]
  y.dispose()
  return [x, tf.tensor2d(data, [5, 8]), ...others]
}

/** The result of a call, and its gradients where it has any. */
async function results (call: Case, inputs: Inputs): Promise<Array<ArrayLike<number>>> {
  const given = inputs()
  const out = tf.tidy(() => call(...given))
  const weights = numbers(8).tensor(out.shape)
  const used = given.filter((_, i) => i < call.length && i !== 2)
  const gradients = used.length === 0 ? [] : tf.grads((...xs: Tensor[]) => {
    const [x, y = given[1], m = given[3]] = xs
    return tf.mul(call(x, y, given[2], m), weights)
  })(used)
  const values = await Promise.all([out, ...gradients].map(result => result.data()))
  tf.dispose([...given, out, weights, ...gradients])
  return values
}

let watched: Watched

test.before(async () => { watched = await watch() })

const all = [
  ...Object.entries(cases).map(each => [...each, images] as const),
  ...Object.entries(similarity).map(([name, [operations, call]]) =>
    [name, [operations, call as Case], matrices] as const)
]

for (const [name, [operations, call], inputs] of all) {
  test.serial(`${name}: ${operations} operations, none reads back, the same as on cpu`, async t => {
    await useBackend('cpu')
    const expected = await results(call, inputs)
    await useBackend('tensorflow')
    const before = tf.memory().numTensors
    const got = await results(call, inputs)
    t.is(tf.memory().numTensors, before)
    got.forEach((values, i) => {
      near(t, values, expected[i], 1e-6, i === 0 ? 'value' : `gradient ${i - 1}`)
    })
    const given = inputs()
    // Tensors are sent with the first operation that takes them.
    tf.dispose(given.map(x => tf.neg(x)))
    const { ran, reads } = watched.count(() => { tf.dispose(tf.tidy(() => call(...given))) })
    t.deepEqual([ran.length, reads], [operations, 0], ran.join(' '))
  })
}

test.serial('what is hidden may be infinite, and whole numbers are copied', async t => {
  await useBackend('tensorflow')
  const base = tf.tensor4d([1, 2, Infinity, 4], [1, 2, 2, 1])
  const over = tf.tensor4d([NaN, 6, 7, Infinity], [1, 2, 2, 1])
  const half = { data: Float32Array.of(0, 0.5, 1, 0), shape: [1, 2, 2] }
  near(t, blendMask(base, over, half), [1, 4, 7, 4], 0)
  const hard = { data: Uint8Array.of(0, 1, 1, 0), shape: [1, 2, 2] }
  near(t, blendMask(base, over, hard), [1, 6, 7, 4], 0)
  const [ints, others] = [base, over].map((_, i) =>
    tf.tensor4d([2 ** 24 + 1 + i, 2, 3, 4], [1, 2, 2, 1], 'int32'))
  const first = { axes: 2, start: Int32Array.of(0, 0), end: Int32Array.of(1, 2) }
  near(t, pasteBoxes(ints, others, first), [2 ** 24 + 2, 2, 3, 4], 0)
  near(t, takeRows(tf.tensor2d([1, 0], [2, 1], 'bool'), Int32Array.of(1, 0, 0)), [0, 1, 1], 0)
})

test.serial('rows that are the same, nearly so, or opposite are moved as on cpu', async t => {
  for (const share of [0.3, 0.5, each]) {
    const call: Case = (x, y) => slerpRows(x, y, share)
    await useBackend('cpu')
    const expected = await results(call, edges)
    await useBackend('tensorflow')
    const got = await results(call, edges)
    got.forEach((values, i) => { near(t, values, expected[i], 1e-6, `${i}`) })
  }
})

/** Calls, and how many operations their gradients by two matrices may take, the call included. */
const backward: Readonly<Record<string, readonly [operations: number, call: OfMatrices]>> = {
  'rows on the arc': [38, (x, y) => tf.sum(slerpRows(x, y, 0.3))],
  'pairs told from others': [36, (x, y, _c, m) => contrastPairs(x, y, m, 9)],
  'scaled sums, the diagonal hidden': [37, (x, y) =>
    tf.sum(scaledLogSums([x, y], { scale: 9, hidden: true }))]
}

for (const [name, [operations, call]] of Object.entries(backward)) {
  test.serial(`${name}: ${operations} operations with the gradients, none reads back`, async t => {
    await useBackend('tensorflow')
    const [x, y, , m] = matrices() as [Tensor2D, Tensor2D, Tensor1D, Tensor2D]
    tf.dispose([tf.neg(x), tf.neg(y)])
    const { ran, reads } = watched.count(() => {
      const { value, grads } = tf.valueAndGrads((a, b) =>
        call(a as Tensor2D, b as Tensor2D, tf.tensor1d([]), m) as tf.Scalar)([x, y])
      tf.dispose([value, ...grads])
    })
    t.deepEqual([ran.length, reads], [operations, 0], ran.join(' '))
  })
}

test.serial('every operation that mixes is fused', async t => {
  await useBackend('tensorflow')
  const { fused } = capabilities()
  const composed = Object.keys(fused).filter(name => !fused[name])
  t.false(composed.some(name => /^(mix|combine|paste|blend)/.test(name)), composed.join())
})

test.serial('the count would notice a number that is read back', async t => {
  await useBackend('tensorflow')
  const x = tf.neg(tf.tensor1d([1, 2]))
  t.is(watched.count(() => { x.dataSync() }).reads, 1)
})

test.serial('a batch and its labels are mixed by few operations, and none reads back', async t => {
  await useBackend('tensorflow')
  const x = tf.neg(numbers(7).tensor([5, 6, 7, 3])) as Tensor4D
  const batch = { x, label: Int32Array.of(0, 1, 2, 0, 1) }
  for (const [mixer, most] of [[mixup(), 6], [cutmix(), 8]] as const) {
    const mix = createMixer(mixer, { seed: 3, domain: 'image', targets: { label: { classes: 3 } } })
    const { ran, reads } = watched.count(() => { tf.dispose(mix.mix(batch).batch) })
    t.true(ran.length > 0 && ran.length <= most, ran.join(' '))
    t.is(reads, 0)
  }
})
