import { assign, times } from '../../../core/index.js'
import type { Draws, Facts, Partners, Step } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { matchPoints } from '../assign/match.js'
import { squareBetween } from '../distance.js'
import type { Coordinates } from '../points.js'
import { coordinatesOf } from './geometry.js'
import type { RowCoordinates } from './geometry.js'

/** What is done where two clouds have not as many points. */
export type Unequal = 'resample' | 'rectangular' | 'error'

/** Two clouds of every output, and which point of the partner every point of the row meets. */
export interface Matched {
  readonly own: RowCoordinates
  readonly theirs: (row: number) => Coordinates
  /** Points of the partner, one for every point of row i. */
  readonly order: readonly Int32Array[]
}

/**
 * Pairs the points of rows with those of their partners, so that the sum of distances is least.
 *
 * Where the partner has more points, a random choice of them is paired (`resample`), or the best
 * one (`rectangular`); where it has fewer, random ones of them are paired twice.
 *
 * @param seen - what of the partner is looked at, where it is turned first
 */
export function matched (
  facts: Facts, partner: Partners, draw: Draws, who: string, unequal: Unequal,
  seen: (points: Coordinates, row: number) => Coordinates = points => points
): Matched {
  const own = coordinatesOf(facts, 'batch', who)
  const all = coordinatesOf(facts, partner.pool, who)
  const theirs = (row: number): Coordinates => all(partner.rows[row])
  const order = times(facts.size, row => {
    const [mine, other] = [own(row), seen(theirs(row), row)]
    const [count, found] = [mine.length / 3, other.length / 3]
    if (count === 0 || found === 0) {
      if (count === found) return new Int32Array(0)
      const allowed = 'must have points in both of two clouds, or in neither'
      throw fail('INPUT', who, 'x', allowed, `${count} and ${found} points`)
    }
    if (count === found) return matchPoints(mine, other).order
    if (unequal === 'error')
      throw fail('INPUT', who, 'x', 'must have as many points in all clouds', `${count}, ${found}`)
    if (unequal === 'rectangular' && found > count) return best(mine, other)
    const chosen = resampled(count, found, draw)
    return matchPoints(mine, taken(other, chosen)).order.map(k => chosen[k])
  })
  return { own, theirs, order }
}

/** As many points of a cloud as are wanted: a random choice, or all and random ones again. */
export function resampled (count: number, found: number, draw: Draws): Int32Array {
  if (found >= count) return draw.permutation('subset', found).slice(0, count).sort()
  return Int32Array.from({ length: count }, (_, k) => k < found ? k : draw.int('duplicate', found))
}

/** Every point of the fewer meets another one: those that are over cost nothing. */
function best (mine: Coordinates, other: Coordinates): Int32Array {
  const [count, found] = [mine.length / 3, other.length / 3]
  const matrix = new Float64Array(found * found)
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < found; j++)
      matrix[i * found + j] = Math.sqrt(squareBetween(mine, i, other, j))
  }
  return assign(matrix).columns.slice(0, count)
}

export function taken (points: Coordinates, chosen: Int32Array): Coordinates {
  const made = points.slice(0, 0)
  const kind = made.constructor as new (length: number) => Coordinates
  const list = new kind(3 * chosen.length)
  chosen.forEach((point, k) => { list.set(points.subarray(3 * point, 3 * point + 3), 3 * k) })
  return list
}

/** The step that shows the points of every piece in an order of its own. */
export function taking (order: readonly Int32Array[]): Step {
  const ends = new Int32Array(order.length)
  order.forEach(({ length }, row) => { ends[row] = (row === 0 ? 0 : ends[row - 1]) + length })
  const index = new Int32Array(ends[ends.length - 1])
  order.forEach((list, row) => { index.set(list, ends[row] - list.length) })
  return { step: 'take-points', index, ends }
}
