import * as tf from '@tensorflow/tfjs-core'
import * as tfd from '@tensorflow/tfjs-data'
import * as tfl from '@tensorflow/tfjs-layers'
import { createMixer } from '../../core/index.js'
import { cutmix } from '../../domains/image/index.js'
import { onWebgpu } from './support/on-webgpu.js'

const CLASSES = 3

interface Sample { readonly xs: tf.Tensor, readonly ys: tf.Tensor }

onWebgpu('a network learns from mixed batches by fitDataset', async t => {
  const kernelInitializer = tfl.initializers.glorotUniform({ seed: 5 })
  const model = tfl.sequential({ layers: [
    tfl.layers.conv2d({ filters: 4, kernelSize: 3, inputShape: [8, 8, 3], activation: 'relu',
      kernelInitializer }),
    tfl.layers.maxPooling2d({ poolSize: 2 }),
    tfl.layers.flatten(),
    tfl.layers.dense({ units: CLASSES, activation: 'softmax', kernelInitializer })
  ] })
  const optimizer = tf.train.adam(0.02)
  model.compile({ optimizer, loss: 'categoricalCrossentropy' })
  const mix = createMixer(cutmix(), { seed: 7, targets: ['label'] })
  const samples = Array.from({ length: 32 }, (_, i): Sample => ({
    xs: tf.fill([8, 8, 3], i % CLASSES - 1),
    ys: tf.tensor1d(Array.from({ length: CLASSES }, (_, k) => Number(k === i % CLASSES)))
  }))
  const batches = tfd.array(samples as unknown as tf.TensorContainer[]).batch(8)
  const mixed = batches.mapAsync(batch => {
    const { xs, ys } = batch as unknown as Sample
    const { x, label } = mix.mix({ x: xs, label: ys }).batch
    return Promise.resolve({ xs: x, ys: label })
  })
  const { history } = await model.fitDataset(mixed, { epochs: 4, verbose: 0 })
  const losses = history.loss as number[]
  t.true(losses.every(Number.isFinite), losses.join())
  t.true(losses[3] < 0.9 * losses[0], losses.join())
  model.dispose()
  optimizer.dispose()
})
