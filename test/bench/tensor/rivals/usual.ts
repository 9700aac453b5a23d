/** The same with tfjs as one writes it first, from what one knows of numpy. */
import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Scene } from '../case.js'
import { insideBox } from './composed.js'

export function gathered ({ x, partner }: Scene): () => Tensor {
  return () => tf.gather(x, tf.tensor1d(partner, 'int32'))
}

export function mixed (scene: Scene): () => Tensor {
  const { x, shares } = scene
  const partners = gathered(scene)
  return () => {
    const share = tf.tensor4d(Float32Array.from(shares), [shares.length, 1, 1, 1])
    return tf.add(tf.mul(share, x), tf.mul(tf.sub(1, share), partners()))
  }
}

export function pasted (scene: Scene): () => Tensor {
  const { x, shape: [, height, width] } = scene
  const inside = insideBox(scene)
  const partners = gathered(scene)
  return () => tf.where(tf.tensor4d(inside, [1, height, width, 1], 'bool'), partners(), x)
}

export function blended (scene: Scene, mask: Tensor): () => Tensor {
  const partners = gathered(scene)
  return () => {
    const seen = tf.expandDims(mask, -1)
    return tf.add(tf.mul(tf.sub(1, seen), scene.x), tf.mul(seen, partners()))
  }
}

export function widened ({ bytes, shape }: Scene, mean: number[], std: number[]): () => Tensor {
  return () => {
    const numbers = tf.cast(tf.tensor4d(bytes, [...shape], 'int32'), 'float32')
    return tf.div(tf.sub(tf.div(numbers, 255), tf.tensor1d(mean)), tf.tensor1d(std))
  }
}
