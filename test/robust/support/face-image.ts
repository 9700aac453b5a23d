import * as tf from '@tensorflow/tfjs-core'
import { Rng, boxes, live, over, own } from '../../../core/index.js'
import { mirror } from '../../../domains/image/index.js'
import type { Cases } from './face.js'

/** What the domain of images exports beside its mixers. */

const features = (): tf.Tensor => tf.ones([2, 3, 3, 4])
const bytes = (): object => ({ data: new Uint8Array(27), shape: [3, 3, 3] })
const photos = (): object => ({ x: { data: new Uint8Array(54), shape: [2, 3, 3, 3] } })
const network = (images: tf.Tensor): tf.Tensor => tf.mean(images, [1, 2])
const same = (x: tf.Tensor): tf.Tensor => x
/** A quarter of both rows is that of the step before. */
const recursivePlan = (): object => ({
  mixer: 'recursivemix', version: 1, options: {}, draws: {}, size: 2, axes: ['height', 'width'],
  frame: [6, 6], layers: [own(), over({ pool: 'previous', rows: Int32Array.of(0, 1) },
    { where: boxes([{ height: [0, 3], width: [0, 3] }]) })]
})
const boxed = 'must be [height, width], whole numbers of pixels'
const views = 'must be [3n, classes], three rows for every image'
const model = 'must be a LayersModel, or a function of images'
const onHost = 'it is computed from bytes on the host: give x as { data, shape } with a ' +
  'Uint8Array, or a function of your own'

export const imageCases: Cases = {
  activationMaps: {
    args: () => [features(), { weights: tf.ones([4, 2]) }, tf.ones([2, 2]), [6, 6]],
    wrong: [
      [() => [tf.ones([2, 3]), { weights: tf.ones([4, 2]) }, tf.ones([2, 2]), [6, 6]], 'TENSOR',
        'activationMaps: "features" must be float32 [any, any, any, any], got float32 shape ' +
        '[2, 3]'],
      [() => [features(), { weights: tf.ones([3, 2]) }, tf.ones([2, 2]), [6, 6]], 'TENSOR',
        'activationMaps: "weights" must be float32 [4, any], got float32 shape [3, 2]'],
      [() => [features(), { weights: tf.ones([4, 2]) }, tf.ones([2, 3]), [6, 6]], 'TENSOR',
        'activationMaps: "labels" must be float32 [2, 2], got float32 shape [2, 3]'],
      [() => [features(), { weights: tf.ones([4, 2]) }, tf.ones([2, 2]), [6, 0]], 'OPTION',
        'activationMaps: "size" must be [height, width], got [6, 0]']
    ]
  },
  adapted: {
    args: () => [features(), features(), { epsilon: 0.1 }],
    wrong: [
      [() => [tf.ones([2, 2]), features()], 'TENSOR',
        'adapted: "content" must be float32 [n, height, width, channels], got float32 shape ' +
        '[2, 2]'],
      [() => [features(), tf.ones([1, 3, 3, 4])], 'TENSOR',
        'adapted: "style" must have as many rows and channels as content, got float32 shape ' +
        '[1, 3, 3, 4]'],
      [() => [features(), features(), { epsilon: 0 }], 'OPTION',
        'adapted: "epsilon" must be greater than 0, got 0']
    ]
  },
  agreement: {
    args: () => [tf.ones([2, 3]), tf.ones([2, 3])],
    wrong: [
      [() => [tf.ones([2]), tf.ones([2, 3])], 'INPUT',
        'agreement: "target" must be a tensor [rows, classes], got float32 shape [2]'],
      [() => [tf.ones([2, 3]), tf.ones([2, 4])], 'INPUT',
        'agreement: "logits" must have shape [2, 3], got float32 shape [2, 4]']
    ]
  },
  augmixLoss: {
    args: () => [() => tf.zeros([2]), { weight: 1 }],
    wrong: [
      [() => [5], 'OPTION', 'augmixLoss: "loss" must be a function, got 5'],
      [() => [() => tf.zeros([2]), { weight: -1 }], 'OPTION',
        'augmixLoss: "weight" must be at least 0, got -1']
    ]
  },
  batchMasks: {
    args: () => [{ mask: { data: new Uint8Array(4), shape: [1, 2, 2] } }],
    wrong: [[() => [{}], 'SIGNAL', 'batchMasks: needs the signal "masks"; give the batch a ' +
      '"mask" of class ids on the host, { data: Uint8Array or Int32Array, shape: [rows, height, ' +
      'width] }']]
  },
  centre: {
    args: () => [live(Rng(1)), [4, 5]],
    wrong: [
      [() => [{}, [4, 5]], 'INPUT', 'centre: "draw" must draw by name, got an object with no keys'],
      [() => [live(Rng(1)), [0, 5]], 'INPUT', `centre: "frame" ${boxed}, got [0, 5]`]
    ]
  },
  classActivation: {
    args: () => [network, { weights: tf.ones([3, 2]) }],
    wrong: [
      [() => [5], 'OPTION', `classActivation: "model" ${model}, got 5`],
      [() => [network], 'OPTION', 'classActivation: "options" must have the weights [features, ' +
        'classes] that a function of features needs, got an object with no keys']
    ]
  },
  clippedBox: {
    args: () => [0.5, { y: 1, x: 2 }, [4, 5]],
    wrong: [
      [() => [1.5, { y: 1, x: 2 }, [4, 5]], 'INPUT',
        'clippedBox: "side" must be from 0 to 1, got 1.5'],
      [() => [0.5, { y: 1 }, [4, 5]], 'INPUT',
        'clippedBox: "centre" must be { y, x }, in pixels, got an object with y'],
      [() => [0.5, { y: 1, x: 2 }, [4]], 'INPUT', `clippedBox: "frame" ${boxed}, got [4]`]
    ]
  },
  fineGrainedSaliency: {
    args: () => [photos()],
    wrong: [[() => [{ x: tf.ones([1, 2, 2, 3]) }], 'SIGNAL',
      `fineGrainedSaliency: needs the signal "saliency"; ${onHost}`]]
  },
  gradientSaliency: {
    args: () => [network, { target: 'class' }],
    wrong: [
      [() => [5], 'OPTION', `gradientSaliency: "model" ${model}, got 5`],
      [() => [network, { loss: 5 }], 'OPTION',
        'gradientSaliency: "loss" must be a function, got 5']
    ]
  },
  hostPixels: { harmless: 'gives x on the host as it is; mixers check what they are given' },
  inputGradient: {
    args: () => [network, { target: 'class' }],
    wrong: [[() => [{}], 'OPTION', `inputGradient: "model" ${model}, got an object with no keys`]]
  },
  jensenShannon: {
    args: () => [tf.ones([6, 2])],
    wrong: [[() => [tf.ones([4, 2])], 'INPUT',
      `jensenShannon: "logits" ${views}, got float32 shape [4, 2]`]]
  },
  modelAttention: {
    args: () => [network],
    wrong: [[() => [5], 'OPTION',
      'modelAttention: "attend" must be a function of images, got 5']]
  },
  modelFeatures: {
    args: () => [network, { size: [8, 8] }],
    wrong: [
      [() => [5], 'OPTION', `modelFeatures: "model" ${model}, got 5`],
      [() => [network, { layers: 'a' }], 'UNKNOWN_OPTION',
        'modelFeatures: unknown option "layers". Did you mean "layer"? Known: layer, size']
    ]
  },
  operate: {
    args: () => ['rotate', 3, bytes(), new Uint8Array(27)],
    wrong: [
      [() => ['turn', 3, bytes()], 'UNKNOWN_NAME', 'no operation named "turn"; known: ' +
        'autocontrast, brightness, color, contrast, equalize, posterize, rotate, sharpness, ' +
        'shear-x, shear-y, solarize, translate-x, translate-y'],
      [() => ['rotate', 11, bytes()], 'OPTION',
        'operate: "level" must be from -10 to 10, got 11'],
      [() => ['rotate', 3, bytes(), new Uint8Array(3)], 'OPTION',
        'operate: "into" must be a Uint8Array of 27, got a Uint8Array of 3']
    ]
  },
  recursivemixLoss: {
    args: () => [{ features: features(), head: same, before: tf.ones([2, 4]) }, recursivePlan()],
    wrong: [
      [() => [{ features: features(), before: tf.ones([2, 4]) }, recursivePlan()], 'INPUT',
        'recursivemixLoss: "head" must be a function of [n, channels], got undefined'],
      [() => [{ features: tf.ones([3, 3, 3, 4]), head: same, before: tf.ones([2, 4]) },
        recursivePlan()], 'TENSOR',
      'recursivemixLoss: "features" must be [2, height, width, channels], got float32 shape ' +
        '[3, 3, 3, 4]'],
      [() => [{ features: features(), head: same, before: tf.ones([2, 5]) }, recursivePlan()],
        'TENSOR', 'recursivemixLoss: "head" must give [2, 5], got float32 shape [2, 4]'],
      [() => [{ features: features(), head: same, before: tf.ones([2, 4]) }, recursivePlan(),
        { omega: -1 }], 'OPTION', 'recursivemixLoss: "omega" must be at least 0, got -1']
    ]
  },
  spectralResidualSaliency: {
    args: () => [photos()],
    wrong: [[() => [{}], 'SIGNAL',
      `spectralResidualSaliency: needs the signal "saliency"; ${onHost}`]]
  },
  styles: {
    args: () => [{ encode: network }],
    wrong: [
      [() => [{ encode: 5 }], 'OPTION', 'styles: "encode" must be a function of a tensor, got 5'],
      [() => [5], 'OPTION', 'styles: "options" must be an object, got 5']
    ]
  },
  transportOf: {
    args: () => [tf.ones([1, 4, 2]), tf.ones([1, 4, 2]), { epsilon: 1 }],
    wrong: [
      [() => [tf.ones([4, 2]), tf.ones([1, 4, 2])], 'TENSOR',
        'transportOf: "own" must be float32 [rows, places, features], got float32 shape [4, 2]'],
      [() => [tf.zeros([2, 5793, 1]), tf.zeros([2, 5793, 1])], 'TENSOR',
        'transportOf: "own" must have fewer rows or places: it is made for feature maps, not for ' +
        'images, and for at most 67108864 costs, got float32 shape [2, 5793, 1]'],
      [() => [tf.ones([1, 4, 2]), tf.ones([1, 4, 3])], 'TENSOR',
        'transportOf: "other" must have 1 rows and 2 features, got float32 shape [1, 4, 3]'],
      [() => [tf.ones([1, 4, 2]), tf.ones([1, 4, 2]), { epsilon: 0 }], 'OPTION',
        'transportOf: "epsilon" must be greater than 0, got 0']
    ]
  },
  yoco: {
    args: () => [mirror()],
    wrong: [[() => [5], 'OPTION',
      'yoco: "mixers[0]" must be a configured mixer such as cutmix(), got 5']]
  }
}
