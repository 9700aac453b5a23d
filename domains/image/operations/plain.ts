import { affine } from './affine.js'
import { color, luma, meanOf, sharpness } from './colour.js'
import type { Engine, Image } from './engine.js'
import { enhance, posterize, solarize } from './tables.js'

/** The operations as they are defined, in plain loops: where nothing may be compiled. */
export const plain: Engine = {
  counts ({ data, shape: [, , channels] }) {
    const counts = Array.from({ length: channels }, () => new Int32Array(256))
    for (let i = 0; i < data.length; i += channels) {
      for (let k = 0; k < channels; k++) counts[k][data[i + k]]++
    }
    return counts
  },
  extremes: image => plain.counts(image).map(counts =>
    [counts.findIndex(count => count > 0), counts.findLastIndex(count => count > 0)]),
  lookUp,
  stretch: lookUp,
  posterize: (image, bits) => lookUp(image, [posterize(bits)]),
  solarize: (image, threshold) => lookUp(image, [solarize(threshold)]),
  enhance: (image, factor, base) => lookUp(image, [enhance(factor, base)]),
  brightness: image => meanOf(luma(image)),
  color,
  sharpness,
  affine
}

function lookUp ({ data }: Image, tables: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(data.length)
  for (let i = 0, k = 0; i < out.length; i++) {
    out[i] = tables[k][data[i]]
    if (++k === tables.length) k = 0
  }
  return out
}
