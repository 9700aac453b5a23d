/** Manifold mixup in a loop of one's own: a plan mixes a hidden layer, and the targets alike. */
import * as tf from '@tensorflow/tfjs-core'
import * as layers from '@tensorflow/tfjs-layers'
import { createMixer, mixFeatures, mixedLoss, useBackend } from '../core/index.js'
import { manifoldMixup } from '../domains/image/index.js'
import { imagesOf, readDigits } from './demo/digits.js'

await useBackend('wasm')
const { train } = await readDigits('examples/data/tables/digits.csv')
const x = imagesOf(train)
const labels = tf.tensor1d(train.labels, 'int32')

// Three parts, between which the plan may mix: before the first, the second or the third.
const { dense, flatten } = layers.layers
const start = (seed: number) => ({ kernelInitializer: layers.initializers.glorotUniform({ seed }) })
const parts = [
  layers.sequential({ layers: [
    flatten({ inputShape: [8, 8, 1] }), dense({ units: 64, activation: 'relu', ...start(1) })
  ] }),
  layers.sequential({ layers: [
    dense({ inputShape: [64], units: 64, activation: 'relu', ...start(2) })
  ] }),
  layers.sequential({ layers: [dense({ inputShape: [64], units: 10, ...start(3) })] })
]

const crossEntropy = (logits: tf.Tensor, seen: tf.Tensor): tf.Tensor1D =>
  tf.neg(tf.sum(tf.mul(tf.oneHot(seen, 10), tf.logSoftmax(logits)), 1))

const mix = createMixer(manifoldMixup({ layers: parts.length }), { seed: 7, targets: [] })
const optimizer = tf.train.adam(0.01)
for (let step = 0; step < 30; step++) {
  const plan = mix.plan({ x })
  const [layer] = plan.draws.layer
  const loss = optimizer.minimize(() => {
    const hidden = parts.reduce<tf.Tensor>((there, part, p) =>
      part.apply(p === layer ? mixFeatures(there, plan) : there) as tf.Tensor, x)
    return mixedLoss(crossEntropy, plan)(hidden, labels)
  }, true) as tf.Scalar
  const [value] = await loss.data()
  if (step % 5 === 4) console.log(`step ${step + 1}, layer ${layer}: loss ${value.toFixed(3)}`)
  loss.dispose()
}
