import type { HostArray } from '../../../core/index.js'

/** Output pixel (x, y) looks at `a (x + .5) + b (y + .5) + c`, `d (x + .5) + e (y + .5) + f`. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

/**
 * Bytes `[height, width, channels]` seen through an affine map, bilinear, black outside.
 *
 * Law of Pillow 9.4, `Geometry.c`, to the bit: neighbours beyond the border are the border's, sums
 * are doubles, and are cut to bytes, not rounded.
 */
export function affine ({ data, shape }: HostArray<Uint8Array>, matrix: Matrix): Uint8Array {
  const [height, width, channels] = shape
  const [a, b, c, d, e, f] = matrix
  const out = new Uint8Array(data.length)
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += channels) {
      const across = a * (x + 0.5) + b * (y + 0.5) + c
      const down = d * (x + 0.5) + e * (y + 0.5) + f
      if (!(across >= 0 && across < width && down >= 0 && down < height)) continue
      const left = Math.floor(across - 0.5)
      const top = Math.floor(down - 0.5)
      const right = across - 0.5 - left
      const below = down - 0.5 - top
      const first = Math.max(left, 0) * channels
      const second = Math.min(left + 1, width - 1) * channels
      const line = Math.max(top, 0) * width * channels
      const next = top + 1 < height ? (top + 1) * width * channels : line
      for (let k = 0; k < channels; k++) {
        const upper = blend(data[line + first + k], data[line + second + k], right)
        const lower = blend(data[next + first + k], data[next + second + k], right)
        out[to + k] = Math.trunc(blend(upper, lower, below))
      }
    }
  }
  return out
}

function blend (from: number, to: number, share: number): number {
  return from + (to - from) * share
}

/** The matrix that turns an image about its middle, against the clock, by whole degrees. */
export function rotation (degrees: number, [height, width]: readonly number[]): Matrix {
  const angle = -(((degrees % 360) + 360) % 360 * (Math.PI / 180))
  const [cos, sin] = [rounded(Math.cos(angle)), rounded(Math.sin(angle))]
  const [x, y] = [width / 2, height / 2]
  return [cos, sin, cos * -x + sin * -y + x, -sin, cos, -sin * -x + cos * -y + y]
}

/** To 15 decimals, half to even as Python has it. */
function rounded (value: number): number {
  return Number(value.toFixed(15))
}
