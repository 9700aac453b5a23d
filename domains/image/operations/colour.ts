import type { HostArray } from '../../../core/index.js'

/**
 * How bright every pixel is, to a byte: that of red, green and blue as ITU-R 601-2 has it; the
 * middle of any other number of channels.
 */
export function luma (
  { data, shape: [height, width, channels] }: HostArray<Uint8Array>
): Uint8Array {
  const found = new Uint8Array(height * width)
  for (let pixel = 0, at = 0; pixel < found.length; pixel++, at += channels) {
    if (channels === 3) {
      const sum = data[at] * 19595 + data[at + 1] * 38470 + data[at + 2] * 7471
      found[pixel] = (sum + 0x8000) >> 16
    } else {
      let sum = 0
      for (let k = 0; k < channels; k++) sum += data[at + k]
      found[pixel] = Math.floor(sum / channels + 0.5)
    }
  }
  return found
}

/** The mean of bytes, to the nearest. */
export function meanOf (bytes: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < bytes.length; i++) sum += bytes[i]
  return Math.floor(sum / bytes.length + 0.5)
}

/** Every pixel away from its grey, or to it. */
export function color (image: HostArray<Uint8Array>, factor: number): Uint8Array {
  const { data, shape: [, , channels] } = image
  const grey = luma(image)
  return away(data, i => grey[Math.floor(i / channels)], factor)
}

/** Every pixel away from the mean of those around it, or to it; pixels of the border stay. */
export function sharpness (image: HostArray<Uint8Array>, factor: number): Uint8Array {
  const smooth = smoothed(image)
  return away(image.data, i => smooth[i], factor)
}

/** `base + factor · (byte - base)` in float32, cut to a byte. */
function away (data: Uint8Array, base: (i: number) => number, factor: number): Uint8Array {
  const single = Math.fround(factor)
  const out = new Uint8ClampedArray(data.length)
  for (let i = 0; i < out.length; i++) {
    const from = base(i)
    out[i] = Math.floor(Math.fround(from + Math.fround(single * (data[i] - from))))
  }
  return new Uint8Array(out.buffer)
}

/** Means of 3 × 3 pixels, the middle one five times, rounded; those of the border as they are. */
function smoothed ({ data, shape: [height, width, channels] }: HostArray<Uint8Array>): Uint8Array {
  const out = data.slice()
  const line = width * channels
  for (let y = 1; y < height - 1; y++) {
    for (let at = y * line + channels; at < (y + 1) * line - channels; at++) {
      let sum = 4 * data[at]
      for (const down of [-line, 0, line])
        sum += data[at + down - channels] + data[at + down] + data[at + down + channels]
      out[at] = Math.floor(sum / 13 + 0.5)
    }
  }
  return out
}
