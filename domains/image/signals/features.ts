import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { parseOptions } from '../../../core/define/options.js'
import { count } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import type { AsynchronousProvider, HostArray } from '../../../core/index.js'
import { asynchronous, resizeBilinear } from '../../../core/index.js'
import type { Maps } from './given.js'
import { readAway } from './gradient.js'
import type { Network } from './network.js'
import { answer, checkNetwork, imagesOf, layerOf } from './network.js'

const featureOptions = z.object({
  layer: z.optional(z.string()),
  size: z.optional(z.tuple([count, count]))
})

/** Which features are told. */
export type FeatureOptions = z.input<typeof featureOptions>

/**
 * The feature map that a model makes of every image, the signal `features` of AttentiveMix.
 *
 * @param model - a LayersModel, or a function that gives `[rows, h, w, features]`
 * @param options - `layer`: the name of a layer of the model, by default the last with four axes;
 *   `size`: what images are resized to first, `[height, width]`
 * @throws OPTION for a model without such a layer, UNKNOWN_OPTION
 */
export function modelFeatures (
  model: Network, options: FeatureOptions = {}
): AsynchronousProvider<HostArray<Float32Array>> {
  checkNetwork('modelFeatures', 'model', model)
  const { layer, size } = parseOptions('modelFeatures', featureOptions, options)
  const network = typeof model === 'function' ? model : layerOf('modelFeatures', model, layer, 4)
  return asynchronous(async batch => await readAway(tf.tidy(() => {
    const images = imagesOf('modelFeatures', batch)
    return answer(network, size === undefined ? images : resizeBilinear(images as Tensor4D, size))
  })))
}

/**
 * The attention that a model pays to the patches of every image, the signal `attention` of SMMix.
 *
 * @param attend - gives `[rows, height, width]` in patches, or `[rows, tokens]` of a square
 * @throws OPTION for what is no function; SIGNAL for what gives something else
 */
export function modelAttention (attend: (images: Tensor) => Tensor): AsynchronousProvider<Maps> {
  if (typeof attend !== 'function')
    throw fail('OPTION', 'modelAttention', 'attend', 'must be a function of images', attend)
  return asynchronous(async batch => await readAway(tf.tidy(() => {
    const found = attend(imagesOf('modelAttention', batch))
    if (found.rank === 3) return found
    const side = Math.sqrt(found.shape[1] ?? 0)
    if (found.rank === 2 && Number.isInteger(side) && side > 0)
      return tf.reshape(found, [found.shape[0], side, side])
    throw fail('SIGNAL', 'modelAttention', 'attention',
      'its function must give [rows, height, width], or [rows, tokens] of a square')
  })))
}
