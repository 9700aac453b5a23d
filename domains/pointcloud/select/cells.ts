import * as z from 'zod/mini'
import { levelsOf } from '../../../core/plan/columns.js'
import type { LevelRule } from '../../../core/index.js'
import type { Selector } from './selector.js'
import { pointsWhere } from './selector.js'

const doubles = z.custom<Float64Array>(value => value instanceof Float64Array,
  'must be a Float64Array')

/**
 * Points in the seen cells of a mask of `side`³ cells that is stretched over a box: from `low` to
 * `high`, three numbers each a piece. What is outside the box is in no cell.
 */
export const cells: Selector = {
  parameters: z.strictObject({
    low: doubles, high: doubles, side: z.int().check(z.gte(1), z.lte(256)),
    mask: z.looseObject({ rule: z.string() })
  }),

  select ({ coordinates }, parameters, piece, memo) {
    const { low, high, side, mask } = parameters as unknown as Parameters
    const pieces = low.length / 3
    const size = side * side * side
    const all = memo(mask, 'cells', () => levelsOf(
      { kind: 'mask', axes: [], grid: [side, side, side], levels: mask, of: 1 }, pieces))
    const levels = all.length === size ? all : all.subarray(piece * size, (piece + 1) * size)
    const cell = (value: number, axis: number): number => {
      const [from, to] = [low[3 * piece + axis], high[3 * piece + axis]]
      if (!(value >= from && value <= to)) return NaN
      return to === from ? 0 : Math.min(side - 1, Math.floor((value - from) / (to - from) * side))
    }
    return pointsWhere(coordinates.length / 3, point => {
      const [x, y, z] = [0, 1, 2].map(axis => cell(coordinates[3 * point + axis], axis))
      return levels[(x * side + y) * side + z] > 0
    })
  }
}

interface Parameters {
  readonly low: Float64Array
  readonly high: Float64Array
  readonly side: number
  readonly mask: LevelRule
}
