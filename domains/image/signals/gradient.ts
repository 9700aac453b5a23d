import type { Scalar, Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { parseOptions } from '../../../core/define/options.js'
import type { AsynchronousProvider, HostArray } from '../../../core/index.js'
import { asynchronous } from '../../../core/index.js'
import type { Maps } from './given.js'
import type { GivenBatch, Network } from './network.js'
import { answer, checkNetwork, imagesOf, softLabels } from './network.js'

export interface GradientOptions {
  /** The target of the batch that has the classes; `label` by default. */
  readonly target?: string
  /**
   * The loss of `(logits, soft labels [rows, classes])`, a scalar; the sum of the cross-entropies
   * of logits by default.
   */
  readonly loss?: (logits: Tensor, labels: Tensor) => Scalar
}

const gradientOptions = z.object({
  target: z._default(z.string(), 'label'),
  loss: z.optional(z.custom<NonNullable<GradientOptions['loss']>>(
    loss => typeof loss === 'function', 'must be a function'))
})

/**
 * How much the loss of a model moves with every pixel: √(mean over channels of the squared gradient
 * by the image), the saliency of PuzzleMix, Co-Mixup and GuidedMixup. The model is in evaluation,
 * its images are not changed.
 *
 * @param model - a LayersModel that gives logits, or a function
 * @throws OPTION, UNKNOWN_OPTION; INPUT for a batch without labels
 */
export function gradientSaliency (
  model: Network, options: GradientOptions = {}
): AsynchronousProvider<Maps> {
  const gradient = gradientOf('gradientSaliency', model, options)
  return asynchronous(async batch => {
    const maps = tf.tidy(() => {
      const found = gradient(batch)
      return tf.sqrt(tf.mean(tf.mul(found, found), 3))
    })
    return await readAway(maps)
  })
}

/**
 * The gradient of the loss by every number of an image, for `puzzlemix({ adversarial })`: as
 * `gradientSaliency`.
 */
export function inputGradient (
  model: Network, options: GradientOptions = {}
): AsynchronousProvider<HostArray<Float32Array>> {
  const gradient = gradientOf('inputGradient', model, options)
  return asynchronous(async batch => await readAway(tf.tidy(() => gradient(batch))))
}

function gradientOf (
  who: string, model: Network, options: GradientOptions
): (batch: GivenBatch) => Tensor {
  checkNetwork(who, 'model', model)
  const { target, loss = crossEntropy } = parseOptions(who, gradientOptions, options)
  return batch => {
    const images = imagesOf(who, batch)
    return tf.grad((x: Tensor) => {
      const logits = answer(model, x)
      return loss(logits, softLabels(who, target, batch, logits.shape[1] as number))
    })(images)
  }
}

function crossEntropy (logits: Tensor, labels: Tensor): Scalar {
  return tf.neg(tf.sum(tf.mul(labels, tf.logSoftmax(logits))))
}

/** A tensor on the host; it is gone then. */
export async function readAway (tensor: Tensor): Promise<HostArray<Float32Array>> {
  try {
    return { data: await tensor.data<'float32'>(), shape: tensor.shape }
  } finally {
    tensor.dispose()
  }
}
