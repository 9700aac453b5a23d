import * as tf from '@tensorflow/tfjs-core'
import { combineRows, scatterAddRows, takeRows } from '../../core/tensor/index.js'
import { near, onEachBackend, refuses, runs } from './support/backends.js'
import { differentiates } from './support/differences.js'
import { numbers } from './support/numbers.js'
import { combine, take } from './support/oracles.js'

const shapes = [[1, 3], [5], [7, 5], [4, 3, 2], [6, 2, 3, 3], [9, 17], [33, 1], [3, 130]]

onEachBackend('takeRows copies rows in any order, as often as they are named', t => {
  for (const [seed, shape] of shapes.entries()) {
    const draw = numbers(seed)
    const x = draw.tensor(shape)
    const source = { data: x.dataSync(), shape }
    for (const rows of [
      draw.permutation(shape[0]), draw.rows(shape[0], shape[0]), draw.rows(2 * shape[0] + 1,
        shape[0]),
      draw.rows(1, shape[0]), Int32Array.from({ length: shape[0] }, (_, i) => i)
    ]) {
      const out = runs(t, [x], () => takeRows(x, rows))
      t.deepEqual(out.shape, [rows.length, ...shape.slice(1)])
      near(t, out, take(source, rows), 0)
    }
  }
})

onEachBackend('takeRows of no rows is empty', t => {
  const x = numbers(1).tensor([3, 2, 2])
  t.deepEqual(takeRows(x, new Int32Array(0)).shape, [0, 2, 2])
})

onEachBackend('takeRows keeps whole numbers and booleans exactly', t => {
  const whole = tf.tensor2d([2147483647, -2147483648, 16777217, -16777219, 0, 7], [3, 2], 'int32')
  const rows = Int32Array.of(2, 0, 0, 1)
  const taken = runs(t, [whole], () => takeRows(whole, rows))
  t.is(taken.dtype, 'int32')
  t.deepEqual(Array.from(taken.dataSync()),
    [0, 7, 2147483647, -2147483648, 2147483647, -2147483648, 16777217, -16777219])
  const flags = tf.tensor2d([true, false, false, true, true, true], [3, 2], 'bool')
  const some = runs(t, [flags], () => takeRows(flags, rows))
  t.is(some.dtype, 'bool')
  t.deepEqual(Array.from(some.dataSync()), [1, 1, 1, 0, 1, 0, 0, 1])
})

onEachBackend('takeRows shows nothing of a row that is not named', t => {
  const x = tf.tensor2d([1, 2, NaN, Infinity, 3, 4], [3, 2])
  near(t, takeRows(x, Int32Array.of(2, 0, 2)), [3, 4, 1, 2, 3, 4], 0)
})

onEachBackend('the gradient of takeRows is right for permutations, repeats and omissions', t => {
  const draw = numbers(5)
  const lists = [
    draw.permutation(5), Int32Array.of(0, 0, 4), Int32Array.of(3, 3, 1, 0, 3, 4, 2),
    Int32Array.of(0, 1, 2, 3, 4)
  ]
  for (const rows of lists) {
    differentiates(t, x => takeRows(x, rows), [draw.tensor([5, 3, 2])])
  }
  differentiates(t, x => takeRows(x, Int32Array.of(2, 2)), [draw.tensor([3])])
})

onEachBackend('combineRows is a sparse matrix times rows', t => {
  for (const [seed, shape] of shapes.entries()) {
    const draw = numbers(seed + 40)
    const x = draw.tensor(shape)
    const source = { data: x.dataSync(), shape }
    const size = shape[0] + 2
    const entries = 3 * shape[0]
    const [outputs, rows, coefficients] = [draw.rows(entries, size), draw.rows(entries, shape[0]),
      draw.shares(entries)]
    const out = runs(t, [x], () => combineRows(x, { outputs, rows, coefficients, size }))
    t.deepEqual(out.shape, [size, ...shape.slice(1)])
    near(t, out, combine(source, outputs, rows, coefficients, size), 1e-6)
    const back = draw.permutation(shape[0])
    const half = new Float64Array(shape[0]).fill(0.5)
    const counted = Int32Array.from(back, (_, i) => i)
    const moved = runs(t, [x],
      () => combineRows(x, { outputs: back, coefficients: 0.5, size: shape[0] }))
    near(t, moved, combine(source, back, counted, half, shape[0]), 0)
  }
})

onEachBackend('combineRows may leave out what only counts', t => {
  const draw = numbers(8)
  const x = draw.tensor([4, 3])
  const rows = Int32Array.of(3, 3, 0)
  const weights = draw.shares(3)
  const counted = Int32Array.of(0, 1, 2)
  const source = { data: x.dataSync(), shape: x.shape }
  near(t, combineRows(x, { rows, coefficients: weights, size: 3 }),
    combine(source, counted, rows, weights, 3), 0)
  near(t, combineRows(x, { size: 4 }), source.data, 0)
})

onEachBackend('the gradient of combineRows is the transposed combination', t => {
  const draw = numbers(9)
  const [outputs, rows, coefficients] = [draw.rows(9, 4), draw.rows(9, 5), draw.shares(9)]
  differentiates(t, x => combineRows(x, { outputs, rows, coefficients, size: 4 }),
    [draw.tensor([5, 3])])
  differentiates(t, x => combineRows(x, { rows, size: 9 }), [draw.tensor([5, 2, 2])])
  const order = draw.permutation(6)
  const scales = draw.shares(6)
  differentiates(t, x => combineRows(x, { outputs: order, coefficients: scales, size: 6 }),
    [draw.tensor([6, 3])])
})

onEachBackend('scatterAddRows adds rows up where they belong', t => {
  const draw = numbers(11)
  for (const [count, size] of [[6, 3], [3, 6], [5, 5], [1, 1]]) {
    const x = draw.tensor([count, 2, 3])
    const index = draw.rows(count, size)
    const rows = Int32Array.from({ length: count }, (_, k) => k)
    const out = runs(t, [x], () => scatterAddRows(x, index, size))
    near(t, out, combine({ data: x.dataSync(), shape: x.shape }, index, rows,
      new Float64Array(count).fill(1), size), 1e-6)
    differentiates(t, y => scatterAddRows(y, index, size), [x])
  }
})

onEachBackend('row operations refuse what does not fit', t => {
  const x = numbers(2).tensor([3, 2])
  refuses(t, () => takeRows(x, Int32Array.of(0, 3)), 'TENSOR',
    'takeRows: "rows" must be 0 … 2, got 3')
  refuses(t, () => takeRows(x, Int32Array.of(-1)), 'TENSOR',
    'takeRows: "rows" must be 0 … 2, got -1')
  refuses(t, () => takeRows(x, [0] as never), 'TENSOR',
    'takeRows: "rows" must be an Int32Array, got [0]')
  const gone = tf.zeros([2])
  gone.dispose()
  refuses(t, () => takeRows(gone, Int32Array.of(0)), 'INPUT', /"x" must not have been disposed/)
  refuses(t, () => takeRows([1] as never, Int32Array.of(0)), 'INPUT',
    'takeRows: "x" must be a tensor, got [1]')
  const scalar = tf.scalar(1)
  refuses(t, () => takeRows(scalar, Int32Array.of(0)), 'TENSOR', /"x" must have rank 1 or more/)
  const all = Int32Array.of(0, 1, 2)
  refuses(t, () => combineRows(x, { rows: all, coefficients: Float64Array.of(1, NaN, 1), size: 3 }),
    'TENSOR', 'combineRows: "coefficients" must be finite, got NaN')
  refuses(t, () => combineRows(x, { rows: all, coefficients: Float64Array.of(1), size: 3 }),
    'TENSOR', /"coefficients" must have 3 entries/)
  refuses(t, () => combineRows(x, { rows: all, size: 2 }), 'TENSOR', /"outputs" must be given/)
  refuses(t, () => combineRows(x, { outputs: Int32Array.of(0, 0), size: 2 }), 'TENSOR',
    /"rows" must be given/)
  refuses(t, () => combineRows(x, { outputs: all, rows: Int32Array.of(0), size: 3 }), 'TENSOR',
    /"rows" must have 3 entries/)
  refuses(t, () => combineRows(x, { outputs: all, size: 2 }), 'TENSOR',
    /"outputs" must be 0 … 1, got 2/)
  refuses(t, () => combineRows(x, { size: 0 }), 'TENSOR',
    /"size" must be a whole number of at least 1/)
  const whole = tf.tensor2d([1, 2], [2, 1], 'int32')
  refuses(t, () => combineRows(whole, { size: 2 }), 'TENSOR', /"x" must be float32/)
  refuses(t, () => scatterAddRows(x, Int32Array.of(0, 1), 3), 'TENSOR',
    /^scatterAddRows: "index" must have 3 entries/)
})
