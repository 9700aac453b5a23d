/**
 * Trains a small CNN on wasm as it is, by mixup, CutMix and PuzzleMix, whose saliency is the
 * gradient of the network itself: what each costs, and how often it is right. `--fast` for a look.
 */
import type { Dataset } from '@tensorflow/tfjs-data'
import type { Scalar, Tensor, TensorContainerObject } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { AsyncMix, Mix } from '../core/index.js'
import { createMixer, useBackend } from '../core/index.js'
import {
  cutmix, gradientSaliency, hostPixels, mixup, puzzlemix
} from '../domains/image/index.js'
import { trainOnWasm } from '../plugins/train-wasm/index.js'
import { datasetOf, readDigits } from './demo/digits.js'
import { network } from './demo/train.js'

await useBackend('wasm')
await trainOnWasm({ replace: 'slow' })
const fast = process.argv.includes('--fast')
const epochs = fast ? 1 : 8
const digits = await readDigits('examples/data/tables/digits.csv', fast ? 320 : 300)
const targets = ['label']

/** Of what the network makes probabilities of. */
const loss = (probabilities: Tensor, labels: Tensor): Scalar =>
  tf.neg(tf.sum(tf.mul(labels, tf.log(tf.add(probabilities, 1e-7)))))

async function train (name: string, mixBy?: (model: ReturnType<typeof network>) => Mix | AsyncMix):
Promise<number> {
  const model = network(1)
  model.compile({
    optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy']
  })
  const mix = mixBy?.(model)
  const plain = datasetOf(digits.train).shuffle(400, '1').batch(32)
  const start = performance.now()
  const mixed: unknown = mix === undefined ? plain : plain.mapAsync(mix.forDataset())
  await model.fitDataset(mixed as Dataset<TensorContainerObject>, { epochs, verbose: 0 })
  const each = (performance.now() - start) / epochs / Math.ceil(digits.train.labels.length / 32)
  const test = datasetOf(digits.test).batch(64) as Dataset<TensorContainerObject>
  const [, right] = await model.evaluateDataset(test, {}) as Scalar[]
  const [accuracy] = await right.data()
  console.log(`${name.padEnd(10)} accuracy ${accuracy.toFixed(3)}, ${each.toFixed(1)} ms a step`)
  return each
}

await train('warm-up')
const usual = await train('plain')
await train('mixup', () => createMixer(mixup({ alpha: 1 }), { seed: 7, targets }))
await train('cutmix', () => createMixer(cutmix(), { seed: 7, targets }))
const puzzled = await train('puzzlemix', model => createMixer(
  puzzlemix({ blocks: [1, 2], neighbours: 2 }), {
    seed: 7, targets,
    signals: { saliency: gradientSaliency(model, { loss }), pixels: hostPixels }
  }))
console.log(`a step of PuzzleMix takes ${(puzzled / usual).toFixed(2)} plain ones, ` +
  'its gradient among them')
