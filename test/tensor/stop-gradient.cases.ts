import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { noGrad, stopGradient } from '../../core/tensor/index.js'
import { near, onEachBackend, refuses, runs } from './support/backends.js'
import { numbers } from './support/numbers.js'

onEachBackend('stopGradient gives the same values and a gradient of zero', t => {
  const x = numbers(1).tensor([3, 2])
  near(t, runs(t, [x], () => stopGradient(x)), x.dataSync(), 0)
  near(t, tf.grad(y => tf.mul(y, stopGradient(y)))(x), x.dataSync(), 0)
  near(t, tf.grad(y => stopGradient(tf.square(y)))(x), [0, 0, 0, 0, 0, 0], 0)
  t.is(stopGradient(tf.tensor1d([1, 2], 'int32')).dtype, 'int32')
})

onEachBackend('noGrad lets comparisons stand between a loss and its variables', t => {
  const x = tf.tensor1d([-1, 2, 0.5])
  const large = (y: Tensor): Tensor => tf.cast(tf.greater(y, 0), 'float32')
  near(t, tf.grad(y => tf.mul(y, noGrad(large, y)))(x), [0, 1, 1], 0)
})

onEachBackend('noGrad takes any number of inputs and disposes what it made on the way', t => {
  const [a, b] = [tf.tensor1d([1, 2]), tf.tensor1d([3, 4])]
  const mean = runs(t, [a, b], () => noGrad((x, y) => tf.div(tf.add(x, y), 2), a, b))
  near(t, mean, [2, 3], 0)
  near(t, runs(t, [], () => noGrad(() => tf.add(tf.ones([2]), 1))), [2, 2], 0)
  tf.grads((x, y) => tf.add(tf.mul(x, 2), noGrad((u, v) => tf.mul(u, v), x, y)))([a, b])
    .forEach((gradient, i) => { near(t, gradient, i === 0 ? [2, 2] : [0, 0], 0) })
})

onEachBackend('noGrad cuts off a tensor that it only passes on', t => {
  const x = tf.tensor1d([1, 2])
  near(t, tf.grad(y => {
    const square = tf.square(y)
    return tf.add(y, noGrad(() => square, y))
  })(x), [1, 1], 0)
})

onEachBackend('noGrad refuses what is no tensor, and leaves nothing when it throws', t => {
  refuses(t, () => noGrad(() => tf.scalar(1), 3 as never), 'INPUT',
    'noGrad: "inputs[0]" must be a tensor, got 3')
  const x = tf.tensor1d([1, 2])
  const before = tf.memory().numTensors
  t.throws(() => noGrad(y => {
    tf.mul(y, 2)
    throw new Error('broken')
  }, x), { message: 'broken' })
  t.is(tf.memory().numTensors, before)
})
