import type { HostArray } from '../../../core/index.js'
import { affine, rotation } from './affine.js'
import { color, luma, meanOf, sharpness } from './colour.js'
import type { OperationName } from './names.js'
import { autocontrast, enhance, equalize, posterize, solarize } from './tables.js'

/** An image of bytes, `[height, width, channels]`. */
type Image = HostArray<Uint8Array>
type Operation = (image: Image, level: number) => Uint8Array

/** A share of ten, as AugMix scales levels, whole. */
const whole = (level: number, most: number): number => Math.trunc(level * most / 10)
const factorOf = (level: number): number => level * 1.8 / 10 + 0.1

const operations: Readonly<Record<OperationName, Operation>> = {
  autocontrast: image => lookUp(image, countsOf(image).map(autocontrast)),
  equalize: image => lookUp(image, countsOf(image).map(equalize)),
  posterize: (image, level) => lookUp(image, [posterize(4 - whole(level, 4))]),
  solarize: (image, level) => lookUp(image, [solarize(256 - whole(level, 256))]),
  brightness: (image, level) => lookUp(image, [enhance(factorOf(level), 0)]),
  contrast: (image, level) => lookUp(image, [enhance(factorOf(level), meanOf(luma(image)))]),
  color: (image, level) => color(image, factorOf(level)),
  sharpness: (image, level) => sharpness(image, factorOf(level)),
  rotate: (image, level) => affine(image, rotation(whole(level, 30), image.shape)),
  'shear-x': (image, level) => affine(image, [1, level * 0.3 / 10, 0, 0, 1, 0]),
  'shear-y': (image, level) => affine(image, [1, 0, 0, level * 0.3 / 10, 1, 0]),
  'translate-x': (image, level) =>
    affine(image, [1, 0, whole(level, image.shape[1] / 3), 0, 1, 0]),
  'translate-y': (image, level) =>
    affine(image, [1, 0, 0, 0, 1, whole(level, image.shape[0] / 3)])
}

/**
 * One of AugMix' operations on one image of bytes.
 *
 * Law of google-research/augmix@9b9824c, `augmentations.py`, with Pillow 9.4, to the bit.
 *
 * @param image - bytes `[height, width, channels]`; three channels are red, green and blue, others
 *   are alike
 * @param level - 0 … 10, AugMix' strength; negative for the other way, where there are two
 * @returns new bytes of the same shape
 */
export function operate (name: OperationName, level: number, image: Image): Uint8Array {
  return operations[name](image, level)
}

/** How often every byte is there, channel by channel. */
function countsOf ({ data, shape: [, , channels] }: Image): Int32Array[] {
  const counts = Array.from({ length: channels }, () => new Int32Array(256))
  for (let i = 0; i < data.length; i += channels) {
    for (let k = 0; k < channels; k++) counts[k][data[i + k]]++
  }
  return counts
}

/** Every byte looked up in the table of its channel, or in the one that serves all. */
function lookUp ({ data }: Image, tables: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(data.length)
  for (let i = 0, k = 0; i < out.length; i++) {
    out[i] = tables[k][data[i]]
    if (++k === tables.length) k = 0
  }
  return out
}
