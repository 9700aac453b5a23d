import type { HostCoefficient } from '../../check.js'
import { rest } from '../../rows.js'

/**
 * Which row each output shows and how strongly, two numbers an output: `list[2 * output]`, and
 * `bitcast<f32>(list[2 * output + 1])`.
 *
 * @param rows - absent: row i for output i
 */
export function shown (
  size: number, rows: Int32Array | undefined, coefficient: HostCoefficient
): Int32Array<ArrayBuffer> {
  const list = new Int32Array(size * 2)
  const floats = new Float32Array(list.buffer)
  for (let output = 0; output < size; output++) {
    list[2 * output] = rows === undefined ? output : rows[output]
    floats[2 * output + 1] = typeof coefficient === 'number' ? coefficient : coefficient[output]
  }
  return list
}

/**
 * As `shown`, but three numbers an output: the third is how strongly what lies behind still shows,
 * rounded once.
 */
export function laid (
  size: number, rows: Int32Array | undefined, coefficient: HostCoefficient
): Int32Array<ArrayBuffer> {
  const list = new Int32Array(size * 3)
  const floats = new Float32Array(list.buffer)
  const behind = rest(coefficient)
  for (let output = 0; output < size; output++) {
    list[3 * output] = rows === undefined ? output : rows[output]
    floats[3 * output + 1] = typeof coefficient === 'number' ? coefficient : coefficient[output]
    floats[3 * output + 2] = typeof behind === 'number' ? behind : behind[output]
  }
  return list
}
