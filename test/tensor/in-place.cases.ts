import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import {
  mixRows, mixRowsInPlace, pasteBoxes, pasteBoxesInPlace, useBackend
} from '../../core/tensor/index.js'
import { near, onEachBackend, refuses } from './support/backends.js'
import { numbers } from './support/numbers.js'

/** A flip, circles of other lengths, rows that are their own partners. */
const orders = [
  Int32Array.of(5, 4, 3, 2, 1, 0), Int32Array.of(1, 2, 3, 4, 5, 0), Int32Array.of(0, 2, 1, 4, 5, 3),
  Int32Array.of(0, 1, 2, 3, 4, 5)
]

onEachBackend('mixRowsInPlace leaves what mixRows makes, bit for bit', t => {
  for (const [seed, rows] of orders.entries()) {
    for (const shape of [[6, 5, 7, 3], [6, 1], [6, 64]]) {
      const draw = numbers(seed)
      const x = draw.tensor(shape)
      for (const coefficient of [0.3, draw.shares(6), 1, 0]) {
        const rest = typeof coefficient === 'number'
          ? 1 - coefficient
          : coefficient.map(each => 1 - each)
        const made = mixRows([{ x, coefficient: rest }, { x, rows, coefficient }])
        const before = tf.memory().numTensors
        t.is(mixRowsInPlace(x, { rows, coefficient }), x)
        t.is(tf.memory().numTensors, before)
        near(t, x, made.dataSync(), 0)
      }
    }
  }
})

onEachBackend('pasteBoxesInPlace leaves what pasteBoxes makes, bit for bit', t => {
  for (const [seed, rows] of orders.entries()) {
    const draw = numbers(seed + 10)
    const x = draw.tensor([6, 5, 7, 3])
    const one = { start: Int32Array.of(1, 2), end: Int32Array.of(4, 7) }
    const each = {
      start: Int32Array.from({ length: 12 }, () => draw.int(3)),
      end: Int32Array.from({ length: 12 }, () => 2 + draw.int(3))
    }
    for (const boxes of [one, each]) {
      for (const coefficient of [1, 0.25, draw.shares(6)]) {
        const made = pasteBoxes(x, x, { axes: 2, ...boxes, rows, coefficient })
        const before = tf.memory().numTensors
        t.is(pasteBoxesInPlace(x, { axes: 2, ...boxes, rows, coefficient }), x)
        t.is(tf.memory().numTensors, before)
        near(t, x, made.dataSync(), 0)
      }
    }
  }
})

onEachBackend('whole numbers are pasted in place, not mixed', t => {
  const x = tf.tensor2d([1, 2, 3, 16777217], [2, 2], 'int32')
  const box = { axes: 1, start: Int32Array.of(1), end: Int32Array.of(2) }
  pasteBoxesInPlace(x, { ...box, rows: Int32Array.of(1, 0) })
  t.deepEqual(Array.from(x.dataSync()), [1, 16777217, 3, 2])
  refuses(t, () => pasteBoxesInPlace(x, { ...box, rows: Int32Array.of(1, 0), coefficient: 0.5 }),
    'TENSOR', /"x" must be float32/)
})

onEachBackend('what pasteBoxesInPlace hides may be infinite or not a number', t => {
  const x = tf.tensor2d([1, 2, NaN, Infinity, 3, 4], [3, 2])
  const box = { axes: 1, start: Int32Array.of(1), end: Int32Array.of(2) }
  const coefficient = Float64Array.of(0, 1, 0.5)
  pasteBoxesInPlace(x, { ...box, rows: Int32Array.of(1, 0, 2), coefficient })
  near(t, x, [1, 2, NaN, 2, 3, 4], 0)
})

onEachBackend('operations in place refuse what does not fit', (t, backend) => {
  const x = tf.ones([2, 3])
  refuses(t, () => mixRowsInPlace(x, { rows: Int32Array.of(1, 1) }), 'TENSOR',
    /"rows" must name every row once/)
  refuses(t, () => mixRowsInPlace(x, { rows: Int32Array.of(1, 2) }), 'TENSOR',
    /"rows" must be 0 … 1, got 2/)
  const box = { axes: 1, start: Int32Array.of(0), end: Int32Array.of(4) }
  refuses(t, () => pasteBoxesInPlace(x, { ...box, rows: Int32Array.of(1, 0) }), 'TENSOR',
    /"end" must be 0 … 3 on axis 0, got 4/)
  t.throws(() => tf.grad(y => mixRowsInPlace(y, { rows: Int32Array.of(1, 0) }))(x),
    { message: `backend "${backend}" records gradients, which mixRowsInPlace has not` })
})

test.serial('only tensors that lie in the memory of the host are written into', async t => {
  await useBackend('cpu')
  const cpu = tf.backend()
  tf.registerBackend('elsewhere', () => cpu, 0)
  await tf.setBackend('elsewhere')
  const x = tf.ones([2, 3])
  t.throws(() => mixRowsInPlace(x, { rows: Int32Array.of(1, 0) }), {
    message: 'backend "elsewhere" has no tensors that mixRowsInPlace could write into; ' +
      'wasm and cpu have'
  })
  await useBackend('cpu')
})
