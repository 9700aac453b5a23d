/**
 * Trains a small vision transformer on wasm by CutMix and by TransMix, whose labels follow the
 * attention that it pays to the mixed image. `--fast` for a look.
 */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { createMixer, mixedLoss, useBackend } from '../core/index.js'
import { cutmix, mixup, transmix } from '../domains/image/index.js'
import { trainOnWasm } from '../plugins/train-wasm/index.js'
import type { Digits } from './demo/digits.js'
import { imagesOf, readDigits } from './demo/digits.js'
import { transformer } from './transmix/transformer.js'

await useBackend('wasm')
await trainOnWasm({ replace: 'slow' })
const fast = process.argv.includes('--fast')
const epochs = fast ? 2 : 12
const digits = await readDigits('examples/data/tables/digits.csv', fast ? 320 : 600)

function batches (set: Digits, size: number): Digits[] {
  return Array.from({ length: Math.ceil(set.labels.length / size) }, (_, b) => ({
    pixels: set.pixels.subarray(b * size * 64, (b + 1) * size * 64),
    labels: set.labels.subarray(b * size, (b + 1) * size)
  }))
}

const oneHot = (labels: Int32Array): Tensor =>
  tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), 10), 'float32')
const crossEntropy = (logits: Tensor, wanted: Tensor): tf.Tensor1D =>
  tf.neg(tf.sum(tf.mul(tf.logSoftmax(logits as Tensor2D), wanted), 1))

async function train (name: string, mixer: ReturnType<typeof cutmix> | undefined): Promise<void> {
  const model = transformer(1)
  const optimizer = tf.train.adam(0.003)
  const mix = createMixer(mixer ?? mixup({ alpha: 0 }), { seed: 7, domain: 'image' })
  const start = performance.now()
  let steps = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const batch of batches(digits.train, 50)) {
      tf.tidy(() => {
        const { batch: { x }, plan } = mix.mix({ x: imagesOf(batch) })
        optimizer.minimize(() => {
          const { logits, attention } = model.answer(x)
          // CutMix and mixup have nothing to refine: their plans come back as they are
          const refined = mix.refine(plan, { attention })
          return mixedLoss(crossEntropy, refined)(logits, oneHot(batch.labels))
        })
      })
      steps++
    }
  }
  const each = (performance.now() - start) / steps
  const right = tf.tidy(() => tf.mean(tf.cast(tf.equal(
    tf.argMax(model.answer(imagesOf(digits.test)).logits, 1),
    tf.tensor1d(digits.test.labels, 'int32')), 'float32')))
  const [accuracy] = await right.data()
  console.log(`${name.padEnd(9)} accuracy ${accuracy.toFixed(3)}, ${each.toFixed(1)} ms a step`)
}

await train('plain', undefined)
await train('mixup', mixup({ alpha: 0.8 }))
await train('cutmix', cutmix())
await train('transmix', transmix())
