import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import * as layers from '@tensorflow/tfjs-layers'
import { useBackend } from '../../core/tensor/index.js'
import { trainOnWasm } from '../../plugins/train-wasm/index.js'
import { apart, values } from './support/kernels.js'

/** What training needs of the common layers of tfjs-layers: on wasm the same as on cpu. */

const l = layers.layers
const image = [9, 7, 5]
const series = [7, 5]
const volume = [5, 6, 4, 3]
const row = [6]
const start = { kernelInitializer: layers.initializers.glorotUniform({ seed: 1 }) }
const both = {
  depthwiseInitializer: layers.initializers.glorotUniform({ seed: 2 }),
  pointwiseInitializer: layers.initializers.glorotUniform({ seed: 3 })
}
const again = { ...start, recurrentInitializer: layers.initializers.glorotUniform({ seed: 4 }) }

type Case = readonly [shape: readonly number[], make: () => layers.layers.Layer, batch?: number]

const cases: Readonly<Record<string, Case>> = {
  dense: [row, () => l.dense({ units: 3, ...start })],
  conv1d: [series, () => l.conv1d({ filters: 4, kernelSize: 3, ...start })],
  conv2d: [image, () => l.conv2d({ filters: 4, kernelSize: 3, strides: 2, padding: 'same',
    activation: 'relu', ...start })],
  'conv2d, less than its stride': [image, () => l.conv2d({ filters: 4, kernelSize: [1, 3],
    strides: 2, padding: 'same', ...start })],
  'conv1d, less than its stride': [[9, 5], () => l.conv1d({ filters: 4, kernelSize: 2, strides: 3,
    padding: 'same', activation: 'relu', ...start })],
  'depthwiseConv2d, less than its stride': [[6, 8, 5], () => l.depthwiseConv2d({
    kernelSize: [1, 2], strides: 2, padding: 'same', activation: 'relu', ...both })],
  'conv2d, channels first': [image, () => l.conv2d({ filters: 4, kernelSize: 3,
    dataFormat: 'channelsFirst', ...start })],
  conv2dTranspose: [image, () => l.conv2dTranspose({ filters: 4, kernelSize: 3, strides: 2,
    ...start })],
  conv3d: [volume, () => l.conv3d({ filters: 4, kernelSize: 2, strides: 2, ...start })],
  separableConv2d: [image, () => l.separableConv2d({ filters: 4, kernelSize: 3, depthMultiplier: 2,
    ...both })],
  depthwiseConv2d: [image, () => l.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2,
    padding: 'same', ...both })],
  cropping2D: [image, () => l.cropping2D({ cropping: 1 })],
  zeroPadding2d: [image, () => l.zeroPadding2d({ padding: 2 })],
  // cpu sums all images of a batch into the first.
  upSampling2d: [image, () => l.upSampling2d({}), 1],
  'resizing, nearest': [image, () => l.resizing({ height: 4, width: 5, interpolation: 'nearest' }),
    1],
  dropout: [row, () => l.dropout({ rate: 0.5, seed: 1 })],
  spatialDropout1d: [series, () => l.spatialDropout1d({ rate: 0.5, seed: 1 })],
  flatten: [image, () => l.flatten()],
  permute: [image, () => l.permute({ dims: [3, 1, 2] })],
  batchNormalization: [image, () => l.batchNormalization()],
  'batchNormalization of rows': [row, () => l.batchNormalization()],
  layerNormalization: [series, () => l.layerNormalization()],
  averagePooling1d: [series, () => l.averagePooling1d({})],
  averagePooling2d: [image, () => l.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' })],
  averagePooling3d: [volume, () => l.averagePooling3d({})],
  maxPooling1d: [series, () => l.maxPooling1d({})],
  maxPooling2d: [image, () => l.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' })],
  'maxPooling3d, most of it below 0': [volume, () => l.maxPooling3d({ poolSize: 2 })],
  globalAveragePooling2d: [image, () => l.globalAveragePooling2d({})],
  globalMaxPooling2d: [image, () => l.globalMaxPooling2d({})],
  gru: [series, () => l.gru({ units: 3, ...again })],
  lstm: [series, () => l.lstm({ units: 3, ...again })],
  simpleRNN: [series, () => l.simpleRNN({ units: 3, returnSequences: true, ...again })],
  convLstm2d: [[2, ...image], () => l.convLstm2d({ filters: 2, kernelSize: 3, ...again })],
  bidirectional: [series, () => l.bidirectional({
    layer: l.lstm({ units: 3, ...again }), mergeMode: 'concat'
  })],
  prelu: [row, () => l.prelu({ alphaInitializer: layers.initializers.constant({ value: 0.3 }) })],
  softmax: [row, () => l.softmax()]
}

/** The output of a layer in training, and the gradients of its input and its weights. */
async function trained (backend: string, [shape, make, batch = 2]: Case): Promise<Float32Array[]> {
  await tf.setBackend(backend)
  const layer = make()
  layer.apply(layers.input({ shape: [...shape] }))
  const made = tf.tidy(() => {
    const x = tf.tensor(values([batch, ...shape]).values, [batch, ...shape])
    const output = (x: tf.Tensor): tf.Tensor => layer.apply(x, { training: true }) as tf.Tensor
    const loss = (x: tf.Tensor): tf.Scalar => {
      const y = output(x)
      const weights = tf.tensor(values(y.shape, 5).values, y.shape)
      return tf.sum(tf.mul(tf.square(y), weights))
    }
    const weights = layer.trainableWeights.map(weight => weight.read() as tf.Variable)
    const ofWeights = weights.length === 0
      ? []
      : Object.values(tf.variableGrads(() => loss(x), weights).grads)
    return [output(x), tf.grad(loss)(x), ...ofWeights].map(found => found.dataSync().slice())
  })
  layer.dispose()
  return made as Float32Array[]
}

test.before(async () => {
  await useBackend('cpu')
  await useBackend('wasm')
})

for (const replace of ['wrong', 'slow'] as const) {
  for (const [name, layer] of Object.entries(cases)) {
    test.serial(`${name} trains as on cpu, ${replace} kernels replaced`, async t => {
      await tf.setBackend('wasm')
      await trainOnWasm({ replace })
      const [found, expected] = [await trained('wasm', layer), await trained('cpu', layer)]
      t.true(expected.length > 1 && expected.length === found.length)
      found.forEach((numbers, i) => { t.true(apart(numbers, expected[i]) < 1e-5, `${i}`) })
    })
  }
}

test.serial('an embedding trains as on cpu', async t => {
  const gradients: Float32Array[] = []
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend)
    const layer = l.embedding({
      inputDim: 5,
      outputDim: 3,
      embeddingsInitializer: layers.initializers.glorotUniform({ seed: 1 })
    })
    layer.apply(layers.input({ shape: [3] }))
    const [weights] = layer.trainableWeights.map(weight => weight.read() as tf.Variable)
    const { grads, value } = tf.variableGrads(() => tf.sum(tf.square(
      layer.apply(tf.tensor2d([[0, 1, 1], [4, 2, 0]], [2, 3])) as tf.Tensor
    )), [weights])
    const [gradient] = Object.values(grads)
    gradients.push(await gradient.data<'float32'>())
    tf.dispose([gradient, value])
    layer.dispose()
  }
  t.true(apart(gradients[1], gradients[0]) < 1e-5)
})
