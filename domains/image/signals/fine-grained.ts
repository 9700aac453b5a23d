import type { HostArray } from '../../../core/index.js'

/** Half sides of the windows that a pixel is compared with. */
const SCALES = [12, 24, 48, 28, 56, 112]

/**
 * Static saliency, fine-grained: how much lighter or darker a pixel is than what surrounds it, at
 * six scales (Montabone and Soto, Image and Vision Computing 28, 2010).
 *
 * In whole numbers, as OpenCV computes it (`StaticSaliencyFineGrained`, 4.6): the map of a colour
 * image equals OpenCV's of the same bytes.
 *
 * @param image - bytes `[height, width, channels]`: RGB, or grey first for fewer than three
 * @returns `[height · width]`, 0 … 1
 */
export function fineGrainedMap ({ data, shape }: HostArray<Uint8Array>): Float32Array {
  const [height, width] = shape
  const grey = blurred(blurred(greyOf(data, shape), height, width), height, width)
  const sums = integral(grey, height, width)
  const on = new Uint16Array(grey.length)
  const off = new Uint16Array(grey.length)
  for (const scale of SCALES) {
    for (let y = 0, k = 0; y < height; y++) {
      const [top, bottom] = [Math.max(0, y - scale + 1), Math.min(height, y + scale + 1)]
      for (let x = 0; x < width; x++, k++) {
        const [left, right] = [Math.max(0, x - scale + 1), Math.min(width, x + scale + 1)]
        const others = (bottom - top) * (right - left) - 1
        const sum = at(sums, width, bottom, right) - at(sums, width, top, right) -
          at(sums, width, bottom, left) + at(sums, width, top, left)
        const mean = others > 0 ? (sum - grey[k]) / others : grey[k]
        on[k] += Math.trunc(Math.max(grey[k] - mean, 0))
        off[k] += Math.trunc(Math.max(mean - grey[k], 0))
      }
    }
  }
  const [lighter, darker] = [stretched(on), stretched(off)]
  const most = Math.max(largest(lighter), largest(darker))
  return Float32Array.from(lighter, (value, k) =>
    most === 0 ? 0 : (Math.trunc(255 * (value + darker[k]) / most) & 255) / 255)
}

function greyOf (data: Uint8Array, [height, width, channels]: readonly number[]): Uint8Array {
  const grey = new Uint8Array(height * width)
  if (channels < 3) for (let k = 0; k < grey.length; k++) grey[k] = data[k * channels]
  else {
    for (let k = 0; k < grey.length; k++) {
      const [red, green, blue] = data.subarray(k * channels, k * channels + 3)
      grey[k] = 4899 * red + 9617 * green + 1868 * blue + 8192 >> 14
    }
  }
  return grey
}

/** By 1, 2, 1 along both axes, mirrored about the last pixel. */
function blurred (grey: Uint8Array, height: number, width: number): Uint8Array {
  const mirrored = (p: number, length: number): number =>
    length === 1 ? 0 : p < 0 ? -p : p >= length ? 2 * length - 2 - p : p
  const result = new Uint8Array(grey.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 8
      for (let j = -1; j <= 1; j++) {
        for (let i = -1; i <= 1; i++) {
          const value = grey[mirrored(y + j, height) * width + mirrored(x + i, width)]
          sum += value * (2 - Math.abs(i)) * (2 - Math.abs(j))
        }
      }
      result[y * width + x] = sum >> 4
    }
  }
  return result
}

/** Sums of all that lies above and to the left, `[height + 1, width + 1]`. */
function integral (grey: Uint8Array, height: number, width: number): Float64Array {
  const sums = new Float64Array((height + 1) * (width + 1))
  for (let y = 0; y < height; y++) {
    let line = 0
    for (let x = 0; x < width; x++) {
      line += grey[y * width + x]
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + line
    }
  }
  return sums
}

function at (sums: Float64Array, width: number, y: number, x: number): number {
  return sums[y * (width + 1) + x]
}

function stretched (values: Uint16Array): Uint16Array {
  const most = largest(values)
  return most === 0 ? values : values.map(value => Math.trunc(255 * value / most))
}

function largest (values: Uint16Array): number {
  return values.reduce((most, value) => Math.max(most, value), 0)
}
