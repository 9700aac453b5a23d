import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Fields } from './random-field.js'

/**
 * An image `[1, height, width, channels]` in other colours: brighter, with more contrast about its
 * mean, more colourful, and with hues turned about the axis of greys.
 *
 * @param spread - lays a function of a field over the image, `[1, height, width, 1]`, in doubles:
 *   sines and exponentials of devices are not exact enough
 */
export function recoloured (
  x: Tensor, { brightness, contrast, saturation, hue }: Fields,
  spread: (field: Float64Array, of: (value: number) => number) => Tensor
): Tensor {
  const bright = brightness === undefined ? x : tf.mul(x, spread(brightness, Math.exp))
  const sharp = contrast === undefined
    ? bright
    : about(tf.mean(bright), bright, spread(contrast, Math.exp))
  if (x.shape[3] !== 3) return sharp
  const full = saturation === undefined
    ? sharp
    : about(tf.mean(sharp, 3, true), sharp, spread(saturation, Math.exp))
  return hue === undefined ? full : turned(full, spread(hue, Math.cos), spread(hue, Math.sin))
}

/** What differs from a middle, more or less strongly. */
function about (middle: Tensor, x: Tensor, factor: Tensor): Tensor {
  return tf.add(middle, tf.mul(tf.sub(x, middle), factor))
}

/** Rodrigues' rotation about (1, 1, 1): x cos + (axis × x) sin + grey (1 - cos). */
function turned (x: Tensor, cos: Tensor, sin: Tensor): Tensor {
  const [red, green, blue] = tf.split(x, 3, 3)
  const across = tf.div(
    tf.concat([tf.sub(blue, green), tf.sub(red, blue), tf.sub(green, red)], 3), Math.sqrt(3))
  return tf.add(about(tf.mean(x, 3, true), x, cos), tf.mul(across, sin))
}
