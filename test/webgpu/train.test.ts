import * as tf from '@tensorflow/tfjs-core'
import * as tfd from '@tensorflow/tfjs-data'
import * as tfl from '@tensorflow/tfjs-layers'
import { createMixer } from '../../core/index.js'
import type { RealLabels } from '../../domains/embedding/index.js'
import { rankNContrast, supReMix, supReMixLoss } from '../../domains/embedding/index.js'
import { cutmix } from '../../domains/image/index.js'
import { normalRows } from '../embedding/support.js'
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

onWebgpu('losses of real targets on the device give what those on the host give', async t => {
  const embeddings = normalRows(1, 9, 4)
  const y = [3, 1, 2, 2, 7, 1, 5, 4, 3]
  const plan = createMixer(supReMix({ window: 4 }), { seed: 3 })({ embeddings })
  const losses = [
    (x: tf.Tensor, targets: RealLabels) =>
      supReMixLoss({ embeddings: x as tf.Tensor2D, targets, plan }),
    (x: tf.Tensor, targets: RealLabels) =>
      rankNContrast({ embeddings: x as tf.Tensor2D, targets })
  ]
  for (const loss of losses) {
    const studied = async (targets: RealLabels): Promise<number[]> => {
      const { value, grad } = tf.valueAndGrad(x => loss(x, targets))(embeddings)
      return [...await value.data(), ...await grad.data()]
    }
    const [device, host] = [await studied(tf.tensor1d(y)), await studied(y)]
    t.true(host.slice(1).some(each => Math.abs(each) > 1e-3))
    const far = Math.max(...device.map((each, i) => Math.abs(each - host[i])))
    t.true(far < 2e-5, `${far} apart`)
  }
})
