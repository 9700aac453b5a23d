/** Any loss on mixed images with integer labels, and an accuracy that is fair to mixed images. */
import * as tf from '@tensorflow/tfjs-core'
import * as layers from '@tensorflow/tfjs-layers'
import { createMixer, mixedAccuracy, mixedLoss, useBackend } from '../core/index.js'
import { cutmix } from '../domains/image/index.js'
import { imagesOf, readDigits } from './demo/digits.js'

await useBackend('wasm')
const { train } = await readDigits('examples/data/tables/digits.csv')
const x = imagesOf(train)
const labels = tf.tensor1d(train.labels, 'int32')

const start = layers.initializers.glorotUniform({ seed: 1 })
const model = layers.sequential({ layers: [
  layers.layers.flatten({ inputShape: [8, 8, 1] }),
  layers.layers.dense({ units: 10, kernelInitializer: start })
] })

/** The multi-class hinge loss, which no soft label fits: one number a row. */
function hinge (logits: tf.Tensor, seen: tf.Tensor): tf.Tensor1D {
  const right = tf.oneHot(seen, 10)
  const own = tf.sum(tf.mul(logits, right), 1, true)
  const margins = tf.relu(tf.add(tf.sub(logits, own), tf.sub(1, right)))
  return tf.sum(margins, 1)
}

// The labels stay what they are: the plan says whose label counts for how much.
const mix = createMixer(cutmix({ per: 'sample' }), { seed: 7, targets: [] })
const optimizer = tf.train.adam(0.01)
for (let step = 1; step <= 30; step++) {
  const { batch, plan } = mix.mix({ x })
  const loss = optimizer.minimize(() => {
    const logits = model.apply(batch.x) as tf.Tensor
    return mixedLoss(hinge, plan)(logits, labels)
  }, true) as tf.Scalar
  const accuracy = tf.tidy(() => mixedAccuracy(model.apply(batch.x) as tf.Tensor2D, labels, plan))
  const [[value], [right]] = await Promise.all([loss.data(), accuracy.data()])
  if (step % 5 === 0) {
    console.log(`step ${step}: loss ${value.toFixed(3)}, mixed accuracy ${right.toFixed(3)}`)
  }
  tf.dispose([loss, accuracy, batch.x])
}
