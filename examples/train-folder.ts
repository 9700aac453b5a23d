/** Trains on a folder of JPEGs of mixed sizes, with CutMix and mixup in turns. */
import * as tf from '@tensorflow/tfjs-core'
import { layers, sequential } from '@tensorflow/tfjs-layers'
import { createMixer, oneOf, useBackend } from '../core/index.js'
import { cutmix, mixup } from '../domains/image/index.js'
import { imageFolder } from '../plugins/io/index.js'
import { writeCrops } from './crops.js'

await useBackend('cpu')
await writeCrops('out/crops', 40)
const { train, test } = await imageFolder('out/crops', {
  size: [16, 16], fit: 'cover', split: { train: 0.8, test: 0.2 }, seed: 1
})
const model = sequential({ layers: [
  layers.conv2d({ inputShape: [16, 16, 3], filters: 6, kernelSize: 3, activation: 'relu' }),
  layers.maxPooling2d({ poolSize: 2 }),
  layers.flatten(),
  layers.dense({ units: train.classes.length, activation: 'softmax' })
] })
model.compile({
  optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy']
})
const mix = createMixer(oneOf([cutmix(), mixup({ alpha: 0.2 })]), { seed: 7, targets: ['label'] })
await model.fitDataset(train.batch(16).mapAsync(mix.forDataset()), { epochs: 8, verbose: 0 })
const [, accuracy] = await model.evaluateDataset(test.batch(16), {}) as tf.Scalar[]
console.log(`test accuracy ${(await accuracy.data())[0].toFixed(2)}`)
