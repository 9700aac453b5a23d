import * as tf from '@tensorflow/tfjs-core'
import * as layers from '@tensorflow/tfjs-layers'
import { createMixer, previous, sinkhorn } from '../../core/index.js'
import type { Batch, ConfiguredMixer } from '../../core/index.js'
import {
  attentivemix, classActivation, fineGrainedSaliency, gradientSaliency, guidedmixup, hostPixels,
  inputGradient, korniaTransplantation, modelAttention, modelFeatures, pixmix, puzzlemix,
  saliencymix, smmix, snapmix, spectralResidualSaliency, transportOf
} from '../../domains/image/index.js'
import { transportOnDevice } from '../../domains/image/align/transport.js'
import { images, noise } from '../../plugins/check/batches.js'
import { read } from '../universal/read.js'
import { onCpu } from '../on-cpu.js'
import { refuses } from '../robust/support/refuses.js'

const shape = { size: 3, height: 8, width: 8, channels: 2 }

/** A small network that averages its features. */
function network (): layers.LayersModel {
  const input = layers.input({ shape: [8, 8, 2] })
  const seeded = (seed: number) => layers.initializers.glorotUniform({ seed })
  const features = layers.layers.conv2d({
    filters: 5, kernelSize: 3, padding: 'same', activation: 'relu', strides: 2,
    kernelInitializer: seeded(1)
  }).apply(input) as layers.SymbolicTensor
  const pooled = layers.layers.globalAveragePooling2d({ dataFormat: 'channelsLast' })
    .apply(features) as layers.SymbolicTensor
  const logits = layers.layers.dense({ units: 4, kernelInitializer: seeded(2) })
    .apply(pooled) as layers.SymbolicTensor
  return layers.model({ inputs: input, outputs: logits })
}

const batch = (): Batch & { x: tf.Tensor4D, label: number[] } => ({
  x: images(shape), label: [0, 3, 1]
})

onCpu('saliency is the size of the gradient, as finite differences have it', async t => {
  const model = network()
  const given = batch()
  const { data, shape: sides } = await gradientSaliency(model)(given)
  t.deepEqual(sides, [3, 8, 8])
  const values = read(given.x)
  const lossAt = (k: number, by: number): number => tf.tidy(() => {
    const moved = Float32Array.from(values)
    moved[k] += by
    const logits = model.apply(tf.tensor4d(moved, given.x.shape)) as tf.Tensor
    const wanted = tf.cast(tf.oneHot(tf.tensor1d(given.label, 'int32'), 4), 'float32')
    return -read(tf.sum(tf.mul(tf.logSoftmax(logits), wanted)))[0]
  })
  for (const pixel of [0, 37, 100, 170]) {
    const squares = [0, 1].map(c =>
      ((lossAt(2 * pixel + c, 1e-2) - lossAt(2 * pixel + c, -1e-2)) / 2e-2) ** 2)
    t.true(Math.abs(data[pixel] - Math.sqrt((squares[0] + squares[1]) / 2)) < 2e-3)
  }
  const signs = await inputGradient(x => model.apply(x) as tf.Tensor)(given)
  t.deepEqual(signs.shape, [3, 8, 8, 2])
  t.true(Math.abs(Math.hypot(signs.data[0], signs.data[1]) / Math.SQRT2 - data[0]) < 1e-6)
})

onCpu('class activation adds up to the logit, scaled to a share', async t => {
  const model = network()
  const given = batch()
  const { data, shape: sides } = await classActivation(model)(given)
  t.deepEqual(sides, [3, 8, 8])
  for (let row = 0; row < 3; row++) {
    const map = data.subarray(row * 64, row * 64 + 64)
    t.true(Math.abs([...map].reduce((sum, each) => sum + each, 0) - 1) < 1e-5)
    t.is(Math.min(...map), 0)
  }
})

onCpu('features and attention are what the model gives', async t => {
  const model = network()
  const given = batch()
  const features = await modelFeatures(model)(given)
  t.deepEqual(features.shape, [3, 4, 4, 5])
  const small = await modelFeatures(model, { layer: model.layers[1].name })(given)
  t.deepEqual(small, features)
  const attention = await modelAttention(x => tf.softmax(tf.reshape(tf.mean(x, 3), [3, 64])))(given)
  t.deepEqual(attention.shape, [3, 8, 8])
  const pixels = await hostPixels(given)
  t.deepEqual(pixels.data, read(given.x) as Float32Array)
})

onCpu('a model mixes its batches, and loses no tensor', async t => {
  const model = network()
  const given = batch()
  const targets = { label: { classes: 4 } }
  const mixers = [
    createMixer(puzzlemix({ blocks: [2, 2] }),
      { targets, signals: { saliency: gradientSaliency(model), pixels: hostPixels } }),
    createMixer(snapmix(), { targets, signals: { activation: classActivation(model) } }),
    createMixer(attentivemix(), { targets, signals: { features: modelFeatures(model) } }),
    createMixer(smmix(), { targets, signals: { attention: modelAttention(x => tf.mean(x, 3)) } })
  ]
  const before = tf.memory().numTensors
  for (const mix of mixers) {
    const { batch: mixed } = await mix.mix(given)
    t.deepEqual(mixed.x.shape, given.x.shape)
    tf.dispose([mixed.x, mixed.label])
  }
  t.is(tf.memory().numTensors, before)
})

onCpu('transport on the device is that on the host, stops where it does', t => {
  for (const threshold of [0, 0.1, 10]) {
    const options = { epsilon: 0.5, iterations: 12, threshold }
    const [own, other] = [1, 2].map(seed => tf.tensor3d(noise(2 * 6 * 3, seed), [2, 6, 3]))
    const [a, b] = [read(own), read(other)]
    const data = Array.from({ length: 72 }, (_, k) => {
      const [row, i, j] = [Math.floor(k / 36), Math.floor(k / 6) % 6, k % 6]
      let sum = 0
      for (let f = 0; f < 3; f++) sum += (a[(row * 6 + i) * 3 + f] - b[(row * 6 + j) * 3 + f]) ** 2
      return sum
    })
    const { plan } = sinkhorn({ data, shape: [2, 6, 6] }, options)
    for (const found of [
      transportOf(own, other, options), transportOnDevice(tf.tensor3d(data, [2, 6, 6]), options)
    ]) read(found).forEach((share, k) => { t.true(Math.abs(share - plan[k]) < 1e-5) })
  }
})

const maps = (sides: readonly number[], value = 1) => () => ({
  data: new Float32Array(sides.reduce((size, side) => size * side, 1)).fill(value), shape: sides
})

onCpu('partners of whom no signal tells are refused', async t => {
  const pairing = previous()
  const given: ReadonlyArray<readonly [string, ConfiguredMixer]> = [
    ['saliencymix', saliencymix({ pairing })], ['puzzlemix', puzzlemix({ pairing })],
    ['kornia-transplantation', korniaTransplantation({ pairing })],
    ['guidedmixup', guidedmixup({ pairing })], ['snapmix', snapmix({ pairing })],
    ['smmix', smmix({ pairing })]
  ]
  for (const [name, mixer] of given) {
    const mix = createMixer(mixer, { seed: 1, signals: {
      saliency: maps([3, 8, 8]), activation: maps([3, 8, 8]), attention: maps([3, 4, 4]),
      pixels: hostPixels, masks: () => ({ data: new Uint8Array(192), shape: [3, 8, 8] })
    } })
    const { x } = batch()
    const first = await mix.mix({ x })
    await refuses(t, async () => await mix.mix({ x }), 'OPTION',
      `${name}: "pairing" must give partners of the batch, got "previous"`)
    tf.dispose([x, first.batch.x])
    mix.dispose()
  }
})

onCpu('maps and masks that do not fit the batch are refused', async t => {
  const { x } = batch()
  const lacks = 'needs the signal'
  for (const saliency of [maps([1, 8, 8]), maps([3, 4, 4]), maps([3, 8, 8], NaN), () => null]) {
    const mix = createMixer(saliencymix(), { signals: { saliency } })
    await refuses(t, () => mix.mix({ x }), 'SIGNAL', new RegExp(`${lacks} "saliency"`))
  }
  for (const masks of [maps([3, 8, 8]), () => null,
    () => ({ data: new Uint8Array(48), shape: [3, 4, 4] })]) {
    const mix = createMixer(korniaTransplantation(), { signals: { masks } })
    await refuses(t, () => mix.mix({ x }), 'SIGNAL', new RegExp(`${lacks} "masks"`))
  }
  const pictures = { x: tf.zeros([2, 4, 4, 2]) }
  await refuses(t, () => createMixer(pixmix(), { seed: 1, pools: { pictures } }).mix({ x }),
    'TENSOR', /mixing: "source" must hold rows of \[8, 8, 2\]/)
})

onCpu('of fewer than three channels the first is grey', t => {
  const grey = Uint8Array.from(noise(35, 4, 0, 256))
  const two = Uint8Array.from({ length: 70 }, (_, k) => k % 2 === 0 ? grey[k / 2] : 9)
  for (const saliency of [fineGrainedSaliency, spectralResidualSaliency]) {
    const of = (data: Uint8Array, channels: number) =>
      saliency({ x: { data, shape: [1, 7, 5, channels] } }) as { data: Float32Array }
    t.deepEqual(of(two, 2).data, of(grey, 1).data)
    t.true(of(two, 2).data.every(Number.isFinite))
  }
})
