import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { pasteBoxes } from '../../core/tensor/index.js'
import { near, onEachBackend, refuses, runs } from './support/backends.js'
import { differentiates } from './support/differences.js'
import type { Numbers } from './support/numbers.js'
import { numbers } from './support/numbers.js'
import { over } from './support/oracles.js'

interface Boxes { readonly axes: number, readonly start: Int32Array, readonly end: Int32Array }

function boxes (draw: Numbers, count: number, lengths: readonly number[]): Boxes {
  const edges = Array.from({ length: count }, () => lengths.map(length => {
    const [a, b] = [draw.int(length + 1), draw.int(length + 1)]
    return [Math.min(a, b), Math.max(a, b)]
  })).flat()
  return {
    axes: lengths.length,
    start: Int32Array.from(edges, ([low]) => low),
    end: Int32Array.from(edges, ([, high]) => high)
  }
}

function inside ({ axes, start, end }: Boxes, i: number, at: readonly number[]): boolean {
  const first = start.length === axes ? 0 : i * axes
  return at.slice(0,
    axes).every((place, axis) => place >= start[first + axis] && place < end[first + axis])
}

const cases: ReadonlyArray<readonly [shape: readonly number[], axes: number]> = [
  [[4, 9], 1], [[3, 8, 5], 1], [[5, 6, 7, 3], 2], [[2, 8, 12], 2], [[1, 5, 4, 3], 2], [[3, 4, 5, 6],
    3],
  [[2, 3, 4, 5, 2], 3], [[2, 2, 3, 2, 3], 4]
]

onEachBackend('pasteBoxes copies boxes along any number of axes, bit for bit', t => {
  for (const [seed, [shape, axes]] of cases.entries()) {
    const draw = numbers(seed)
    const [n] = shape
    const base = draw.tensor(shape)
    const source = draw.tensor([n + 2, ...shape.slice(1)])
    const [b, s] = [{ data: base.dataSync(), shape },
      { data: source.dataSync(), shape: source.shape }]
    for (const count of [1, n]) {
      const where = boxes(draw, count, shape.slice(1, axes + 1))
      const rows = draw.rows(n, n + 2)
      const out = runs(t, [base, source], () => pasteBoxes(base, source, { ...where, rows }))
      t.deepEqual(out.shape, base.shape)
      near(t, out, over(b, s, i => rows[i], (i, at) => Number(inside(where, i, at))), 0)
      const same = runs(t, [base],
        () => pasteBoxes(base, base, { ...where, rows: draw.rows(n, n) }))
      t.is(same.size, base.size)
    }
  }
})

onEachBackend('pasteBoxes mixes inside the box by a coefficient, one for all or one each', t => {
  for (const [seed, [shape, axes]] of cases.entries()) {
    const draw = numbers(seed + 30)
    const [n] = shape
    const [base, source] = [draw.tensor(shape), draw.tensor(shape)]
    const [b, s] = [{ data: base.dataSync(), shape }, { data: source.dataSync(), shape }]
    const where = boxes(draw, n, shape.slice(1, axes + 1))
    const each = draw.shares(n)
    const single = runs(t, [base, source],
      () => pasteBoxes(base, source, { ...where, coefficient: each }))
    near(t, single, over(b, s, i => i, (i, at) => inside(where, i, at) ? each[i] : 0), 0)
    const shared = runs(t, [base, source],
      () => pasteBoxes(base, source, { ...where, coefficient: 0.3 }))
    near(t, shared, over(b, s, i => i, (i, at) => inside(where, i, at) ? 0.3 : 0), 0)
    const live = tf.tensor1d(Float32Array.from(each))
    const held = runs(t, [base, source, live],
      () => pasteBoxes(base, source, { ...where, coefficient: live }))
    near(t, held, single.dataSync(), 1e-6)
  }
})

onEachBackend('bands, whole boxes, empty boxes and grids of patches are pasted as any box', t => {
  const draw = numbers(50)
  const shape = [3, 8, 12, 2]
  const [base, source] = [draw.tensor(shape), draw.tensor(shape)]
  const [b, s] = [{ data: base.dataSync(), shape }, { data: source.dataSync(), shape }]
  const edges = [
    [[2, 0], [5, 12]], [[0, 3], [8, 4]], [[0, 0], [8, 12]], [[4, 4], [4, 4]], [[0, 0],
      [0, 12]], [[4, 4], [8, 8]], [[7, 11], [8, 12]]
  ]
  for (const [start, end] of edges) {
    const where = { axes: 2, start: Int32Array.from(start), end: Int32Array.from(end) }
    const out = runs(t, [base, source], () => pasteBoxes(base, source, where))
    near(t, out, over(b, s, i => i, (i, at) => Number(inside(where, i, at))), 0)
  }
})

onEachBackend('what pasteBoxes hides may be infinite or not a number', t => {
  const base = tf.tensor2d([1, NaN, 3, 4, Infinity, 6], [2, 3])
  const source = tf.tensor2d([NaN, 20, Infinity, NaN, 50, NaN], [2, 3])
  const where = { axes: 1, start: Int32Array.of(1), end: Int32Array.of(2) }
  near(t, pasteBoxes(base, source, where), [1, 20, 3, 4, 50, 6], 0)
  const half = pasteBoxes(base, source,
    { ...where, start: Int32Array.of(0), end: Int32Array.of(0), coefficient: 0.5 })
  near(t, half, base.dataSync(), 0)
})

onEachBackend('what coefficients of pasteBoxes hide may be infinite or not a number', t => {
  const [good, bad] = [tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]), tf.fill([3, 2], NaN)]
  const where = { axes: 1, start: Int32Array.of(0), end: Int32Array.of(2) }
  near(t, pasteBoxes(good, bad, { ...where, coefficient: 0 }), good.dataSync(), 0)
  const coefficient = Float64Array.of(0, 1, 0.5)
  near(t, pasteBoxes(good, bad, { ...where, coefficient }), [1, 2, NaN, NaN, NaN, NaN], 0)
  near(t, pasteBoxes(bad, good, { ...where, coefficient }), [NaN, NaN, 3, 4, NaN, NaN], 0)
})

onEachBackend('pasteBoxes copies labels of whole numbers and booleans exactly', t => {
  const base = tf.tensor2d([1, 2, 3, 2147483647], [2, 2], 'int32')
  const source = tf.tensor2d([16777217, -5, 7, 8], [2, 2], 'int32')
  const where = { axes: 1, start: Int32Array.of(0, 1), end: Int32Array.of(1, 2),
    rows: Int32Array.of(1, 0) }
  const out = runs(t, [base, source], () => pasteBoxes(base, source, where))
  t.is(out.dtype, 'int32')
  t.deepEqual(Array.from(out.dataSync()), [7, 2, 3, -5])
  const [yes, no] = [tf.ones([2, 2], 'bool'), tf.zeros([2, 2], 'bool')]
  const flags = runs(t, [yes, no],
    () => pasteBoxes(yes, no, { ...where, coefficient: Float64Array.of(1, 1) }))
  t.is(flags.dtype, 'bool')
  t.deepEqual(Array.from(flags.dataSync()), [0, 1, 1, 0])
})

const small: typeof cases = [
  [[3, 5], 1], [[2, 3, 2], 1], [[3, 4, 3, 2], 2], [[1, 2, 3], 2], [[2, 2, 3, 2, 2], 3]
]

onEachBackend('the gradients of pasteBoxes are right', t => {
  for (const [seed, [shape, axes]] of small.entries()) {
    const draw = numbers(seed + 60)
    const [n] = shape
    const where = boxes(draw, seed % 2 === 0 ? n : 1, shape.slice(1, axes + 1))
    const rows = draw.rows(n, n)
    const each = draw.shares(n)
    const inputs = [draw.tensor(shape), draw.tensor(shape)]
    differentiates(t, (base, source) => pasteBoxes(base, source, { ...where, rows }), inputs)
    differentiates(t, (base, source) => pasteBoxes(base, source, { ...where, coefficient: each }),
      inputs)
    differentiates(t, (x: Tensor) => pasteBoxes(x, x, { ...where, rows, coefficient: 0.4 }),
      [inputs[0]])
    differentiates(t,
      (base, source, c) => pasteBoxes(base, source, { ...where, rows, coefficient: c as Tensor1D }),
      [...inputs, draw.tensor([n])])
  }
})

onEachBackend('pasteBoxes refuses what does not fit', t => {
  const draw = numbers(70)
  const x = draw.tensor([2, 4, 5, 3])
  const where = { axes: 2, start: Int32Array.of(0, 0), end: Int32Array.of(4, 5) }
  refuses(t, () => pasteBoxes(x, x, { ...where, end: Int32Array.of(5, 5) }), 'TENSOR',
    'pasteBoxes: "end" must be 0 … 4 on axis 0, got 5')
  refuses(t, () => pasteBoxes(x, x, { ...where, start: Int32Array.of(0, -1) }), 'TENSOR',
    'pasteBoxes: "start" must be 0 … 5 on axis 1, got -1')
  refuses(t,
    () => pasteBoxes(x, x, { ...where, start: Int32Array.of(3, 0), end: Int32Array.of(2, 5) }),
    'TENSOR', /"end" must be 3 … 4 on axis 0, got 2/)
  refuses(t, () => pasteBoxes(x, x, { ...where, start: Int32Array.of(0, 0, 0) }), 'TENSOR',
    /"start" must have shape \[2 or 1, 2\]/)
  refuses(t, () => pasteBoxes(x, x, { ...where, start: new Int32Array(4) }), 'TENSOR',
    /"end" must have 4 entries, as start/)
  refuses(t, () => pasteBoxes(x, x, { ...where, start: [0, 0] as never }), 'TENSOR',
    /"start" must be an Int32Array/)
  refuses(t, () => pasteBoxes(x, x, { ...where, axes: 0 }), 'TENSOR',
    /"axes" must be a whole number of at least 1/)
  refuses(t, () => pasteBoxes(x, x, { ...where, axes: 4 }), 'TENSOR',
    /"base" must have rank 5 or more/)
  refuses(t, () => pasteBoxes(x, x, { ...where, rows: Int32Array.of(0, 2) }), 'TENSOR',
    /"rows" must be 0 … 1, got 2/)
  refuses(t, () => pasteBoxes(x, x, { ...where, coefficient: NaN }), 'TENSOR',
    /"coefficient" must be finite/)
  const other = draw.tensor([2, 4, 5, 1])
  refuses(t, () => pasteBoxes(x, other, where), 'TENSOR',
    /"source" must hold rows of float32 shape \[4, 5, 3\]/)
  const pool = draw.tensor([3, 4, 5, 3])
  refuses(t, () => pasteBoxes(x, pool, where), 'TENSOR',
    /"rows" must say which of 3 rows 2 outputs show/)
  const whole = tf.zeros([2, 4, 5, 3], 'int32')
  refuses(t, () => pasteBoxes(whole, whole, { ...where, coefficient: 0.5 }), 'TENSOR',
    /"base" must be float32/)
  refuses(t, () => pasteBoxes(x, whole, where), 'TENSOR', /"source" must be float32, as base/)
})
