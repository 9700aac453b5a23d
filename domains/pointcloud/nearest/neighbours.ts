import { fail } from '../../../core/errors.js'
import { checkPoints } from '../check-points.js'
import type { Coordinates } from '../points.js'
import { boundsOf, finitePoints } from '../points.js'
import { closest } from './closest.js'
import { gridSearch } from './grid.js'
import { treeSearch } from './tree.js'

/** Points among which the nearest to any place can be found again and again. */
export interface Neighbours {
  /**
   * The points nearest to a place, in the order of their distances; of equally far ones those that
   * come first. All there are, if these are fewer.
   *
   * @throws INPUT for what is no place, and no number of points
   */
  nearest (place: readonly number[], many: number): {
    readonly points: Int32Array
    /** The squares of their distances, in double precision. */
    readonly squares: Float64Array
  }
}

/**
 * Prepares points for many questions: by an even grid or, where they lie too unevenly for one, by a
 * k-d tree. For one question `nearestPoints` is faster. Points that are no finite numbers are never
 * found. The points must stay as they are.
 *
 * @param index - the grid where it serves (`auto`), or always the tree
 * @throws INPUT, OPTION
 */
export function neighbours (points: Coordinates, index: 'auto' | 'tree' = 'auto'): Neighbours {
  checkPoints(points, 'neighbours', 'points')
  if (index !== 'auto' && index !== 'tree')
    throw fail('OPTION', 'neighbours', 'index', 'must be "auto" or "tree"', index)
  const rows = finitePoints(points)
  const { low, high } = boundsOf(rows.length === points.length / 3 ? points
    : Float64Array.from({ length: 3 * rows.length }, (_, k) =>
      points[3 * rows[Math.floor(k / 3)] + k % 3]))
  const even = index === 'auto' && rows.length > 0
    ? gridSearch(points, rows, low, high)
    : undefined
  const search = even ?? treeSearch(points, rows)
  return {
    nearest (place, many) {
      const given: unknown = place
      if (!Array.isArray(given) || given.length !== 3 || !given.every(Number.isFinite))
        throw fail('INPUT', 'neighbours', 'place', 'must be three finite numbers', place)
      if (!Number.isInteger(many) || many < 0)
        throw fail('INPUT', 'neighbours', 'many', 'must be a whole number, 0 or more', many)
      const list = closest(Math.min(many, rows.length))
      if (list.points.length > 0) search(place, list)
      return { points: list.points, squares: list.squares }
    }
  }
}
