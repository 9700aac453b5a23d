import * as z from 'zod/mini'
import { insideBox } from '../boxes/geometry.js'
import { pointsWhere } from './selector.js'
import type { Selector } from './selector.js'

/**
 * Points inside boxes `[x, y, z, length, width, height, yaw]` about their centres, borders
 * included: those of piece p end at `ends[p]`; without `ends` every piece has one, or all have the
 * only one.
 */
export const cuboids: Selector = {
  parameters: z.strictObject({
    boxes: z.custom<Float64Array>(value => value instanceof Float64Array && value.length % 7 === 0,
      'must be a Float64Array of seven numbers a box'),
    ends: z.optional(z.custom<Int32Array>(value => value instanceof Int32Array,
      'must be an Int32Array'))
  }),

  select ({ coordinates }, parameters, piece) {
    const tests = boxesOf(parameters, piece).map(insideBox)
    return pointsWhere(coordinates.length / 3, point => {
      const at = 3 * point
      return tests.some(test => test(coordinates[at], coordinates[at + 1], coordinates[at + 2]))
    })
  },

  holds: ([x, y, z], _kind, parameters, piece) =>
    boxesOf(parameters, piece).some(box => insideBox(box)(x, y, z))
}

function boxesOf (
  { boxes, ends }: Readonly<Record<string, unknown>>, piece: number
): Float64Array[] {
  const all = boxes as Float64Array
  const list = ends as Int32Array | undefined
  const [first, last] = list === undefined
    ? all.length === 7 ? [0, 1] : [piece, piece + 1]
    : [piece === 0 ? 0 : list[piece - 1], list[piece]]
  return Array.from({ length: last - first }, (_, k) =>
    all.subarray(7 * (first + k), 7 * (first + k + 1)))
}
