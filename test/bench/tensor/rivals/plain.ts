/** The same in loops over typed arrays, into an array that is made anew every time. */
import type { Scene } from '../case.js'
import { lengthOf } from '../case.js'

type Loop = () => Float32Array

export function mixed ({ values, partner, shares, shape: [rows, ...rest] }: Scene): Loop {
  const row = lengthOf(rest)
  return () => {
    const out = new Float32Array(rows * row)
    for (let i = 0; i < rows; i++) {
      const share = shares[i]
      const other = (partner[i] - i) * row
      for (let j = i * row; j < (i + 1) * row; j++) {
        out[j] = share * values[j] + (1 - share) * values[j + other]
      }
    }
    return out
  }
}

export function taken ({ values, partner, shape: [rows, ...rest] }: Scene): Loop {
  const row = lengthOf(rest)
  return () => {
    const out = new Float32Array(rows * row)
    for (let i = 0; i < rows; i++) {
      out.set(values.subarray(partner[i] * row, (partner[i] + 1) * row), i * row)
    }
    return out
  }
}

export function pasted ({ values, partner, shape }: Scene): Loop {
  const [rows, height, width, channels] = shape
  const line = width * channels
  return () => {
    const out = values.slice()
    for (let i = 0; i < rows; i++) {
      for (let y = height / 4; y < height * 3 / 4; y++) {
        const from = (partner[i] * height + y) * line
        out.set(values.subarray(from + line / 4, from + line * 3 / 4),
          (i * height + y) * line + line / 4)
      }
    }
    return out
  }
}

export function blended ({ values, partner, shape }: Scene, mask: Float32Array): Loop {
  const [rows, height, width, channels] = shape
  const cells = height * width
  return () => {
    const out = new Float32Array(values.length)
    for (let i = 0; i < rows; i++) {
      const other = (partner[i] - i) * cells * channels
      for (let k = i * cells; k < (i + 1) * cells; k++) {
        const seen = mask[k]
        for (let j = k * channels; j < (k + 1) * channels; j++) {
          out[j] = (1 - seen) * values[j] + seen * values[j + other]
        }
      }
    }
    return out
  }
}

export function widened ({ bytes, shape }: Scene, mean: number[], std: number[]): Loop {
  const channels = shape[3]
  return () => {
    const out = new Float32Array(bytes.length)
    for (let j = 0; j < bytes.length; j += channels) {
      for (let c = 0; c < channels; c++) out[j + c] = (bytes[j + c] / 255 - mean[c]) / std[c]
    }
    return out
  }
}

export function unit ({ values, shape: [rows, ...rest] }: Scene): Loop {
  const row = lengthOf(rest)
  return () => {
    const out = new Float32Array(values.length)
    for (let i = 0; i < rows; i++) {
      let sum = 0
      for (let j = i * row; j < (i + 1) * row; j++) sum += values[j] * values[j]
      const length = Math.max(Math.sqrt(sum), 1e-12)
      for (let j = i * row; j < (i + 1) * row; j++) out[j] = values[j] / length
    }
    return out
  }
}
