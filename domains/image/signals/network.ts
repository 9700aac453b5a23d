import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { fail } from '../../../core/errors.js'
import { isTensor } from '../../../core/index.js'
import type { HostArray } from '../../../core/index.js'

/** What is asked: a model of tfjs-layers, or a function of images `[rows, height, width, …]`. */
export type Network = LayersModel | ((images: Tensor) => Tensor)

/** A batch as a provider is given it. */
export type GivenBatch = Readonly<Record<string, unknown>>

/** @throws OPTION for what is neither a model nor a function */
export function checkNetwork (who: string, option: string, network: unknown): void {
  const { apply, layers } = Object(network) as Partial<LayersModel>
  if (typeof network === 'function' || (typeof apply === 'function' && Array.isArray(layers))) return
  throw fail('OPTION', who, option, 'must be a LayersModel, or a function of images', network)
}

/** What a network says of images, in evaluation. */
export function answer (network: Network, images: Tensor): Tensor {
  return typeof network === 'function'
    ? network(images)
    : network.apply(images, { training: false }) as Tensor
}

/** The images of a batch on the device; those on the host are laid there, bytes as 0 … 1. */
export function imagesOf (who: string, { x }: GivenBatch): Tensor {
  if (isTensor(x)) return x
  const { data, shape } = Object(x) as Partial<HostArray<Uint8Array | Float32Array>>
  if (data === undefined || shape === undefined)
    throw fail('INPUT', who, 'x', 'must be a tensor, or { data, shape }', x)
  const images = tf.tensor(Float32Array.from(data), [...shape])
  return data instanceof Uint8Array ? tf.div(images, 255) : images
}

/**
 * The class of every row of a batch, or its soft label.
 *
 * @returns `[rows, classes]`
 * @throws INPUT for a batch without such labels
 */
export function softLabels (
  who: string, target: string, batch: GivenBatch, classes: number
): Tensor {
  const given = batch[target]
  const listed = given instanceof Int32Array || Array.isArray(given)
  if (!isTensor(given) && !listed)
    throw fail('INPUT', who, target, 'must be class indices or rows of soft labels', given)
  const labels = isTensor(given) ? given : tf.tensor(given as number[])
  return labels.rank === 1
    ? tf.cast(tf.oneHot(tf.cast(labels, 'int32'), classes), 'float32')
    : tf.cast(labels, 'float32')
}
