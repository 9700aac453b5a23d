import type { Tensor, Tensor1D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { parseOptions } from '../../../core/define/options.js'
import { fail } from '../../../core/errors.js'
import type { AsynchronousProvider } from '../../../core/index.js'
import { asynchronous, checkTensor, resizeBilinear } from '../../../core/index.js'
import type { Maps } from './given.js'
import { readAway } from './gradient.js'
import type { Network } from './network.js'
import { answer, checkNetwork, imagesOf, layerOf, softLabels } from './network.js'

/** The last layer of a classifier of averaged features. */
export interface Classifier {
  /** `[features, classes]` */
  readonly weights: Tensor
  /** `[classes]` */
  readonly bias?: Tensor
}

/**
 * Class activation maps of soft labels, each from 0 on and summing to 1, and how probable the model
 * finds them: what every place of the features adds to the logit (Zhou et al., CVPR 2016), as the
 * authors of SnapMix resize and scale it.
 *
 * @param features - `[rows, h, w, features]`; what lies below 0 counts as 0
 * @param labels - `[rows, classes]`
 * @param size - `[height, width]` of the maps
 * @throws TENSOR for what is no such tensor, OPTION for a size that is none
 */
export function activationMaps (
  features: Tensor4D, classifier: Classifier, labels: Tensor, size: readonly [number, number]
): { readonly maps: Tensor3D, readonly probabilities: Tensor1D } {
  const { weights, bias } = checkedClassifier(features, classifier, labels)
  const sides = Array.isArray(size) ? [...size as readonly unknown[]] : []
  if (sides.length !== 2 || !sides.every(side => Number.isSafeInteger(side) && side as number > 0))
    throw fail('OPTION', 'activationMaps', 'size', 'must be [height, width]', size)
  return tf.tidy(() => {
    const [rows, height, width, channels] = features.shape
    const shown = tf.relu(features)
    const start: Tensor = bias ?? tf.zeros([weights.shape[1] as number])
    const logits = tf.add(tf.matMul(tf.reshape(tf.mean(shown, [1, 2]), [rows, channels]),
      weights), start)
    const mine = tf.matMul(labels, tf.transpose(weights as tf.Tensor2D))
    const own = tf.reshape(tf.sum(tf.mul(labels, start), 1), [rows, 1, 1])
    const places = tf.sum(tf.mul(shown, tf.reshape(mine, [rows, 1, 1, channels])), 3)
    const evidence = tf.reshape<tf.Rank.R4>(tf.add(places, own), [rows, height, width, 1])
    const maps = tf.squeeze<Tensor3D>(resizeBilinear(evidence, [size[0], size[1]]), [3])
    const above = tf.sub(maps, tf.min(maps, [1, 2], true))
    return {
      maps: tf.divNoNan<Tensor3D>(above, tf.sum(above, [1, 2], true)),
      probabilities: tf.sum<Tensor1D>(tf.mul(tf.softmax(logits), labels), 1)
    }
  })
}

function checkedClassifier (
  features: unknown, classifier: unknown, labels: unknown
): Classifier {
  const who = 'activationMaps'
  const { weights, bias } = Object(classifier) as Partial<Classifier>
  const of = (name: string, x: unknown, shape: ReadonlyArray<number | undefined>): Tensor => {
    checkTensor(x, who, name)
    const fits = x.rank === shape.length && x.size > 0 && x.dtype === 'float32' &&
      shape.every((side, axis) => side === undefined || side === x.shape[axis])
    if (fits) return x
    const wanted = shape.map(side => side ?? 'any').join(', ')
    throw fail('TENSOR', who, name, `must be float32 [${wanted}]`, x)
  }
  const any = undefined
  const [rows, , , channels] = of('features', features, [any, any, any, any]).shape
  const dense = of('weights', weights, [channels, undefined])
  of('labels', labels, [rows, dense.shape[1]])
  return bias === undefined
    ? { weights: dense }
    : { weights: dense, bias: of('bias', bias, [dense.shape[1]]) }
}

const activationOptions = z.object({
  target: z._default(z.string(), 'label'),
  features: z.optional(z.string()),
  classifier: z.optional(z.string())
})

/** What a model tells class activation by. */
export type ActivationOptions = z.input<typeof activationOptions>

/**
 * Class activation maps of the true class, the signal `activation` of SnapMix: a model whose last
 * feature map is averaged and classified by one dense layer.
 *
 * @param model - a LayersModel; or a function of images that gives the last feature map, with its
 *   `classifier`
 * @param options - `features`, `classifier`: names of layers, found by themselves where they are
 *   the last with four axes and the last one; `target`: where the batch has the classes
 * @throws OPTION for a model without such layers, UNKNOWN_OPTION; INPUT for a batch without labels
 */
export function classActivation (
  model: Network, options: ActivationOptions | Classifier = {}
): AsynchronousProvider<Maps> {
  checkNetwork('classActivation', 'model', model)
  const { features, classifier, target } = partsOf(model, options)
  return asynchronous(async batch => await readAway(tf.tidy(() => {
    const images = imagesOf('classActivation', batch)
    const { weights, bias } = classifier()
    const labels = softLabels('classActivation', target, batch, weights.shape[1] as number)
    const [, height, width] = images.shape
    return activationMaps(answer(features, images) as Tensor4D,
      bias === undefined ? { weights } : { weights, bias }, labels, [height, width]).maps
  })))
}

/** Where features and their classifier are found. */
interface Parts {
  readonly features: Network
  readonly classifier: () => Classifier
  readonly target: string
}

function partsOf (model: Network, options: ActivationOptions | Classifier): Parts {
  if (typeof model === 'function') {
    const classifier = options as Classifier
    if (!Object.hasOwn(Object(options) as object, 'weights')) {
      throw fail('OPTION', 'classActivation', 'options',
        'must have the weights [features, classes] that a function of features needs', options)
    }
    return { features: model, classifier: () => classifier, target: 'label' }
  }
  const named = parseOptions('classActivation', activationOptions, options)
  const dense = model.getLayer(named.classifier ?? model.layers[model.layers.length - 1].name)
  return {
    features: layerOf('classActivation', model, named.features, 4),
    classifier: () => {
      const [weights, bias] = dense.getWeights()
      return { weights, bias }
    },
    target: named.target
  }
}
