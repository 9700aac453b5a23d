/** Trains a small CNN on wasm with CutMix and mixup in turns, on tf.data batches. */
import * as tf from '@tensorflow/tfjs-core'
import { createMixer, oneOf, useBackend } from '../core/index.js'
import { cutmix, mixup } from '../domains/image/index.js'
import { trainOnWasm } from '../plugins/train-wasm/index.js'
import { datasetOf, readDigits } from './demo/digits.js'
import { network } from './demo/train.js'

await useBackend('wasm')
// tfjs' own wasm backend lacks the gradient of a convolution's filter, and more.
await trainOnWasm({ replace: 'slow' })
const digits = await readDigits('examples/data/tables/digits.csv')
const train = datasetOf(digits.train).shuffle(1400, '1')
const test = datasetOf(digits.test)

const model = network(1)
model.compile({
  optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy']
})

const mix = createMixer(oneOf([[cutmix(), 0.5], [mixup({ alpha: 0.2 }), 0.5]]), {
  seed: 7, targets: ['label']
})
await model.fitDataset(train.batch(64).mapAsync(mix.forDataset()), {
  epochs: 3,
  verbose: 0,
  validationData: test.batch(64),
  callbacks: {
    onEpochEnd: (epoch, logs) => {
      console.log(`epoch ${epoch + 1}: test accuracy ${(logs?.val_acc ?? NaN).toFixed(3)}`)
    }
  }
})
