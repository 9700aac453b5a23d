import type { HostCoefficient } from '../../check.js'
import type { OverAttributes } from '../../over.js'
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

/** Columns of `laid`. */
export const LAID = 5

/**
 * How outputs are laid over each other, five numbers an output: the row of the source, how strongly
 * it is seen, how strongly what lies behind still is (floats, rounded once), the row of the base,
 * and which region they meet in.
 *
 * @param regions - one each, `true`: its own, `false`: the only one
 */
export function laid (
  { rows, coefficient, base, size }: OverAttributes, regions: Int32Array | boolean
): Int32Array<ArrayBuffer> {
  const list = new Int32Array(size * LAID)
  const floats = new Float32Array(list.buffer)
  const behind = rest(coefficient)
  for (let output = 0; output < size; output++) {
    const at = output * LAID
    list[at] = rows === undefined ? output : rows[output]
    floats[at + 1] = typeof coefficient === 'number' ? coefficient : coefficient[output]
    floats[at + 2] = typeof behind === 'number' ? behind : behind[output]
    list[at + 3] = base.rows === undefined ? output : base.rows[output]
    list[at + 4] = typeof regions === 'boolean' ? (regions ? output : 0) : regions[output]
  }
  return list
}
