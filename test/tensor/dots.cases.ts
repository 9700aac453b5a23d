import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { normalizeRows, rowDots } from '../../core/tensor/index.js'
import { near, onEachBackend, refuses, runs } from './support/backends.js'
import { differentiates } from './support/differences.js'
import { numbers } from './support/numbers.js'

const shapes = [[5, 3], [1, 1], [4, 64], [3, 67], [2, 3, 5, 2], [7, 16]]

function naiveDots (x: Tensor, y: Tensor, row: (i: number) => number): number[] {
  const [a, b] = [x.dataSync(), y.dataSync()]
  const width = x.size / x.shape[0]
  return Array.from({ length: x.shape[0] }, (_, i) => {
    let sum = 0
    for (let j = 0; j < width; j++) sum += a[i * width + j] * b[row(i) * width + j]
    return sum
  })
}

onEachBackend('rowDots multiplies rows with rows, in order or as they are named', t => {
  for (const [seed, shape] of shapes.entries()) {
    const draw = numbers(seed)
    const [n] = shape
    const [x, y] = [draw.tensor(shape), draw.tensor([n + 2, ...shape.slice(1)])]
    const rows = draw.rows(n, n + 2)
    near(t, runs(t, [x, y], () => rowDots(x, y, { rows })), naiveDots(x, y, i => rows[i]), 2e-6)
    near(t, runs(t, [x], () => rowDots(x, x)), naiveDots(x, x, i => i), 2e-6)
  }
})

onEachBackend('normalizeRows gives rows of length 1, and leaves those of length 0', t => {
  for (const [seed, shape] of shapes.entries()) {
    const x = numbers(seed + 10).tensor(shape)
    const lengths = naiveDots(x, x, i => i).map(Math.sqrt)
    const width = x.size / shape[0]
    const out = runs(t, [x], () => normalizeRows(x))
    t.deepEqual(out.shape, shape)
    near(t, out, Array.from(x.dataSync(), (value, k) => value / lengths[Math.floor(k / width)]),
      1e-6)
  }
  near(t, normalizeRows(tf.zeros([2, 3])), [0, 0, 0, 0, 0, 0], 0)
  near(t, normalizeRows(tf.tensor2d([3, 4], [1, 2]), { epsilon: 10 }), [0.3, 0.4], 1e-7)
})

onEachBackend('the gradients of rowDots are right, of either side and of both', t => {
  const draw = numbers(30)
  const [x, y] = [draw.tensor([4, 3, 2]), draw.tensor([5, 3, 2])]
  const rows = Int32Array.of(4, 1, 1, 0)
  differentiates(t, (a, b) => rowDots(a, b, { rows }), [x, y])
  differentiates(t, (a, b) => rowDots(a, b), [x, draw.tensor([4, 3, 2])])
})

onEachBackend('the gradient of normalizeRows is that of what it is composed of', t => {
  const draw = numbers(31)
  const x = tf.concat([draw.tensor([4, 7]), tf.mul(draw.tensor([1, 7]), 1e-3)])
  const dy = draw.tensor([5, 7])
  const epsilon = 0.01
  const composed = (rows: Tensor): Tensor =>
    tf.div(rows, tf.maximum(tf.sqrt(tf.sum(tf.square(rows), 1, true)), epsilon))
  const wanted = tf.grad(composed)(x, dy)
  near(t, tf.grad(rows => normalizeRows(rows, { epsilon }))(x, dy), wanted.dataSync(), 2e-6)
  // And of small steps: it bends, so the tolerance is that of a step of 1e-2.
  const loss = (rows: Tensor): number =>
    tf.sum(tf.mul(normalizeRows(rows), dy)).dataSync()[0]
  const gradient = tf.grad(rows => normalizeRows(rows))(x, dy).dataSync()
  for (const k of [0, 5, 13, 27]) {
    const step = tf.tensor(Float32Array.from({ length: 35 }, (_, i) => i === k ? 1e-2 : 0), [5, 7])
    const slope = (loss(tf.add(x, step)) - loss(tf.sub(x, step))) / 2e-2
    near(t, [gradient[k]], [slope], 2e-3)
  }
})

onEachBackend('the gradient of normalizeRows has one too', t => {
  const draw = numbers(32)
  const [x, dy, by] = [draw.tensor([3, 5]), draw.tensor([3, 5]), draw.tensor([3, 5])]
  const along = (rows: Tensor): Tensor =>
    tf.sum(tf.mul(tf.grad(each => normalizeRows(each))(rows, dy), by))
  const gradient = tf.grad(along)(x).dataSync()
  const loss = (rows: Tensor): number => along(rows).dataSync()[0]
  for (const k of [0, 6, 14]) {
    const step = tf.tensor(Float32Array.from({ length: 15 }, (_, i) => i === k ? 1e-2 : 0), [3, 5])
    const slope = (loss(tf.add(x, step)) - loss(tf.sub(x, step))) / 2e-2
    near(t, [gradient[k]], [slope], 5e-3)
  }
})

onEachBackend('rowDots and normalizeRows refuse what does not fit', t => {
  const [x, wide, more] = [tf.ones([2, 3]), tf.ones([2, 4]), tf.ones([3, 3])]
  refuses(t, () => rowDots(x, wide), 'TENSOR', /"y" must hold rows of float32 shape \[3\]/)
  refuses(t, () => rowDots(x, more), 'TENSOR', /"rows" must say which of 3 rows/)
  refuses(t, () => rowDots(x, x, { rows: Int32Array.of(0, 2) }), 'TENSOR',
    /"rows" must be 0 … 1, got 2/)
  refuses(t, () => normalizeRows(x, { epsilon: 0 }), 'TENSOR', /"epsilon" must be positive, got 0/)
})
