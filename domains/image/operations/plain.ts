import { affine } from './affine.js'
import { color, luma, meanOf, sharpness } from './colour.js'
import type { Engine, Image } from './engine.js'
import { enhance, posterize, solarize } from './tables.js'

/** The operations as they are defined, in plain loops: where nothing may be compiled. */
export const plain: Engine = {
  byCounts: (image, tableOf) => lookUp(image, countsOf(image).map(tableOf)),
  extremes: image => countsOf(image).map(counts =>
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

/** How often every byte is there, channel by channel. */
function countsOf ({ data, shape: [, , channels] }: Image): Int32Array[] {
  const counts = Array.from({ length: channels }, () => new Int32Array(256))
  for (let i = 0; i < data.length; i += channels) {
    for (let k = 0; k < channels; k++) counts[k][data[i + k]]++
  }
  return counts
}

function lookUp ({ data }: Image, tables: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(data.length)
  for (let i = 0, k = 0; i < out.length; i++) {
    out[i] = tables[k][data[i]]
    if (++k === tables.length) k = 0
  }
  return out
}
