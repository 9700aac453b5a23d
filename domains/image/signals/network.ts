import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers'
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
  const isModel = typeof apply === 'function' && Array.isArray(layers)
  if (isModel || typeof network === 'function') return
  throw fail('OPTION', who, option, 'must be a LayersModel, or a function of images', network)
}

/** What a network says of images, in evaluation. */
export function answer (network: Network, images: Tensor): Tensor {
  return typeof network === 'function'
    ? network(images)
    : network.apply(images, { training: false }) as Tensor
}

/** The images of a batch on the device; those on the host are laid there, bytes as 0 … 1. */
export function imagesOf (who: string, batch: GivenBatch): Tensor {
  const { x } = Object(batch) as GivenBatch
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

/**
 * A layer of a model as a function of images; by default the last one with so many axes.
 *
 * @throws OPTION for a model without such a layer
 */
export function layerOf (
  who: string, model: LayersModel, name: string | undefined, axes: number
): (images: Tensor) => Tensor {
  const fits = (output: unknown): boolean => (output as SymbolicTensor).shape.length === axes
  const found = [...model.layers].reverse()
    .find(layer => name === undefined ? fits(layer.output) : layer.name === name)
  if (found === undefined) {
    throw fail('OPTION', who, 'model',
      name === undefined ? `must have a layer of ${axes} axes` : `must have the layer "${name}"`,
      model.name)
  }
  const { name: output } = found.output as SymbolicTensor
  return images => model.execute(images, output) as Tensor
}
