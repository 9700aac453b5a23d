import type { Tensor1D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Resize } from '../../core/contract/index.js'
import { pasteResized } from '../../core/tensor/index.js'
import { near, onEachBackend, refuses, runs } from './support/backends.js'
import { differentiates } from './support/differences.js'
import type { Numbers } from './support/numbers.js'
import { numbers } from './support/numbers.js'
import type { Rows } from './support/oracles.js'
import { coordinates, lay, lookBilinear, lookNearest, rowSize } from './support/oracles.js'

interface Corners { readonly start: Int32Array, readonly end: Int32Array }
const kinds: readonly Resize[] = ['nearest', 'bilinear', 'bilinear-corners']

function corners (draw: Numbers, count: number, lengths: readonly number[]): Corners {
  const spans = Array.from({ length: count }, () => lengths.map(length => {
    const low = draw.int(length)
    return [low, low + 1 + draw.int(length - low)]
  })).flat()
  return { start: Int32Array.from(spans, ([low]) => low),
    end: Int32Array.from(spans, ([, high]) => high) }
}

function naive (
  base: Rows, source: Rows, box: Corners, from: Corners, resize: Resize,
  row: (i: number) => number, coefficient: (i: number) => number
): number[] {
  const size = rowSize(base)
  const [, , width, channels] = source.shape
  const pair = (edges: Int32Array, i: number): number[] => {
    const at = edges.length === 2 ? 0 : i * 2
    return [edges[at], edges[at + 1]]
  }
  return Array.from(base.data, (value, k) => {
    const i = Math.floor(k / size)
    const [y, x, channel] = coordinates(k % size, base.shape.slice(1))
    const [low, high] = [pair(box.start, i), pair(box.end, i)]
    if (y < low[0] || y >= high[0] || x < low[1] || x >= high[1]) return value
    const [first, last] = [pair(from.start, i), pair(from.end, i)]
    const part = [last[0] - first[0], last[1] - first[1]]
    const fit = [high[0] - low[0], high[1] - low[1]]
    const picture = (v: number, u: number): number => source.data[
      row(i) * rowSize(source) + ((first[0] + v) * width + first[1] + u) * channels + channel
    ]
    const look = resize === 'nearest'
      ? lookNearest(picture, y - low[0], x - low[1], part, fit)
      : lookBilinear(picture, y - low[0], x - low[1], part, fit, resize === 'bilinear-corners')
    return lay(value, look, coefficient(i))
  })
}

const cases: ReadonlyArray<readonly [shape: readonly number[], source: readonly number[]]> = [
  [[3, 7, 9, 3], [3, 7, 9, 3]], [[1, 5, 4, 1], [1, 5, 4, 1]], [[4, 6, 8, 2],
    [6, 11, 3, 2]], [[2, 1, 9, 3], [2, 4, 1, 3]]
]

onEachBackend('pasteResized shows a part of the source, resized to the box', t => {
  for (const [seed, [shape, from]] of cases.entries()) {
    for (const resize of kinds) {
      const draw = numbers(seed)
      const [n] = shape
      const [base, source] = [draw.tensor(shape), draw.tensor(from)]
      const [b, s] = [{ data: base.dataSync(), shape }, { data: source.dataSync(), shape: from }]
      for (const count of [1, n]) {
        const box = corners(draw, count, shape.slice(1, 3))
        const part = corners(draw, count === 1 ? n : 1, from.slice(1, 3))
        const rows = draw.rows(n, from[0])
        const each = draw.shares(n)
        const tolerance = resize === 'nearest' ? 0 : 1e-6
        const out = runs(t, [base, source],
          () => pasteResized(base, source, { ...box, from: part, resize, rows }))
        t.deepEqual(out.shape, base.shape)
        near(t, out, naive(b, s, box, part, resize, i => rows[i], () => 1), tolerance, resize)
        const mixed = runs(t, [base, source], () =>
          pasteResized(base, source, { ...box, from: part, resize, rows, coefficient: each }))
        near(t, mixed, naive(b, s, box, part, resize, i => rows[i], i => each[i]), tolerance,
          resize)
        const live = tf.tensor1d(Float32Array.from(each))
        const held = runs(t, [base, source, live], () =>
          pasteResized(base, source, { ...box, from: part, resize, rows, coefficient: live }))
        near(t, held, mixed.dataSync(), 1e-6, resize)
      }
    }
  }
})

onEachBackend('a part that fits its box is copied', t => {
  const draw = numbers(20)
  const [base, source] = [draw.tensor([2, 6, 7, 3]), draw.tensor([2, 6, 7, 3])]
  const whole = { start: Int32Array.of(0, 0), end: Int32Array.of(6, 7) }
  for (const resize of kinds) {
    near(t, pasteResized(base, source, { ...whole, from: whole, resize }), source.dataSync(), 0,
      resize)
  }
})

onEachBackend('bilinear resizing is that of the published definition at known places', t => {
  const source = tf.tensor4d([0, 1, 2, 3], [1, 1, 4, 1])
  const base = tf.zeros([1, 1, 2, 1])
  const options = {
    start: Int32Array.of(0, 0), end: Int32Array.of(1, 2), from: { start: Int32Array.of(0, 0),
      end: Int32Array.of(1, 4) }
  }
  near(t, pasteResized(base, source, { ...options, resize: 'nearest' }), [0, 2], 0)
  near(t, pasteResized(base, source, { ...options, resize: 'bilinear' }), [0.5, 2.5], 0)
  near(t, pasteResized(base, source, { ...options, resize: 'bilinear-corners' }), [0, 3], 0)
})

onEachBackend('an empty box changes nothing, whatever its part', t => {
  const draw = numbers(21)
  const [base, source] = [draw.tensor([2, 4, 5, 3]), draw.tensor([2, 4, 5, 3])]
  const empty = { start: Int32Array.of(2, 2), end: Int32Array.of(2, 4) }
  for (const resize of kinds) {
    const out = runs(t, [base, source],
      () => pasteResized(base, source, { ...empty, from: empty, resize }))
    near(t, out, base.dataSync(), 0)
  }
})

onEachBackend('what is not shown may be infinite or not a number', t => {
  const base = tf.tensor4d([1, 2, NaN, 4, 5, 6], [1, 2, 3, 1])
  const source = tf.tensor4d([NaN, Infinity, NaN, 10, 20, NaN], [1, 2, 3, 1])
  const box = { start: Int32Array.of(1, 0), end: Int32Array.of(2, 2) }
  const from = { start: Int32Array.of(1, 0), end: Int32Array.of(2, 2) }
  for (const resize of kinds) {
    near(t, pasteResized(base, source, { ...box, from, resize }), [1, 2, NaN, 10, 20, 6], 0, resize)
  }
})

onEachBackend('what coefficients of pasteResized hide may be infinite or not a number', t => {
  const [good, bad] = [tf.tensor4d([1, 2, 3, 4], [2, 1, 2, 1]), tf.fill([2, 1, 2, 1], NaN)]
  const whole = { start: Int32Array.of(0, 0), end: Int32Array.of(1, 2) }
  for (const resize of kinds) {
    const options = { ...whole, from: whole, resize }
    const coefficient = Float64Array.of(0, 1)
    near(t, pasteResized(good, bad, { ...options, coefficient: 0 }), [1, 2, 3, 4], 0, resize)
    near(t, pasteResized(good, bad, { ...options, coefficient }), [1, 2, NaN, NaN], 0, resize)
    near(t, pasteResized(bad, good, { ...options, coefficient }), [NaN, NaN, 3, 4], 0, resize)
  }
})

onEachBackend('nearest copies labels of whole numbers exactly', t => {
  const base = tf.zeros([1, 2, 2, 1], 'int32')
  const source = tf.tensor4d([2147483647, 16777217, -3, 4], [1, 2, 2, 1], 'int32')
  const box = { start: Int32Array.of(0, 0), end: Int32Array.of(2, 2) }
  const from = { start: Int32Array.of(0, 0), end: Int32Array.of(1, 2) }
  const out = runs(t, [base, source],
    () => pasteResized(base, source, { ...box, from, resize: 'nearest' }))
  t.deepEqual(Array.from(out.dataSync()), [2147483647, 16777217, 2147483647, 16777217])
})

const small: typeof cases = [
  [[3, 3, 4, 2], [3, 3, 4, 2]], [[2, 4, 3, 1], [3, 2, 5, 1]], [[1, 1, 5, 2], [1, 3, 1, 2]]
]

onEachBackend('the gradients of pasteResized are right', t => {
  for (const [seed, [shape, from]] of small.entries()) {
    for (const resize of kinds) {
      const draw = numbers(seed + 40)
      const [n] = shape
      const box = corners(draw, n, shape.slice(1, 3))
      const part = corners(draw, n, from.slice(1, 3))
      const rows = draw.rows(n, from[0])
      const each = draw.shares(n)
      const inputs = [draw.tensor(shape), draw.tensor(from)]
      const options = { ...box, from: part, resize, rows }
      differentiates(t, (base, source) => pasteResized(base, source, options), inputs)
      differentiates(t,
        (base, source) => pasteResized(base, source, { ...options, coefficient: each }), inputs)
      differentiates(t,
        (base, source, c) => pasteResized(base, source, { ...options, coefficient: c as Tensor1D }),
        [...inputs, draw.tensor([n])])
    }
  }
})

onEachBackend('pasteResized refuses what does not fit', t => {
  const x = numbers(70).tensor([2, 4, 5, 3])
  const box = { start: Int32Array.of(0, 0), end: Int32Array.of(4, 5) }
  const options = { ...box, from: box, resize: 'nearest' as const }
  refuses(t, () => pasteResized(x, x, { ...options, end: Int32Array.of(4, 6) }), 'TENSOR',
    'pasteResized: "end" must be 0 … 5 on axis 1, got 6')
  refuses(t, () => pasteResized(x, x, { ...options, from: { ...box, end: Int32Array.of(5, 5) } }),
    'TENSOR', /"from.end" must be 0 … 4 on axis 0, got 5/)
  refuses(t, () => pasteResized(x, x, { ...options, from: { ...box, end: Int32Array.of(4, 0) } }),
    'TENSOR', /"from" must not be empty where the box is not/)
  refuses(t, () => pasteResized(x, x, { ...options, resize: 'cubic' as never }), 'TENSOR',
    /"resize" must be nearest, bilinear, bilinear-corners, got "cubic"/)
  refuses(t, () => pasteResized(x, x, { ...options, rows: Int32Array.of(0, 5) }), 'TENSOR',
    /"rows" must be 0 … 1, got 5/)
  refuses(t, () => pasteResized(x, x, { ...options, coefficient: NaN }), 'TENSOR',
    /"coefficient" must be finite/)
  const flat = numbers(71).tensor([2, 4])
  refuses(t, () => pasteResized(flat, flat, options), 'TENSOR', /"base" must have rank 3 or more/)
  const grey = numbers(72).tensor([2, 4, 5, 1])
  refuses(t, () => pasteResized(x, grey, options), 'TENSOR',
    /"source" must have cells of shape \[3\]/)
  const whole = tf.zeros([2, 4, 5, 3], 'int32')
  refuses(t, () => pasteResized(whole, whole, { ...options, resize: 'bilinear' }), 'TENSOR',
    /"base" must be float32/)
})
