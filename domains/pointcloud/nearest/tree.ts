import { divide } from '../assign/leaves.js'
import type { Coordinates } from '../points.js'
import type { Closest } from './closest.js'
import { reach } from './closest.js'
import type { Search } from './search.js'
import { offerEach } from './search.js'

/** Points of a leaf, at most. */
const LEAF = 16

/** A branch: points `start` to `end`, halved across an axis; without one it is a leaf. */
interface Branch {
  readonly start: number
  readonly end: number
  readonly axis: number
  /** No point of the first half is beyond, none of the second before. */
  readonly cut: number
  readonly halves?: readonly [Branch, Branch]
}

/**
 * A k-d tree: points are halved at the median, across the axis on which they spread most (Friedman,
 * Bentley and Finkel, 1977). It does not mind how unevenly they lie.
 *
 * @param rows - the points that are meant: all finite
 */
export function treeSearch (points: Coordinates, rows: Int32Array): Search {
  const sorted = rows.slice()
  const root = grown(points, sorted, 0, sorted.length)
  return (place, list) => { visit(root, points, sorted, place, list) }
}

function grown (points: Coordinates, rows: Int32Array, start: number, end: number): Branch {
  if (end - start <= LEAF) return { start, end, axis: 0, cut: 0 }
  const axis = widest(points, rows, start, end)
  const half = end - start >> 1
  divide(points, rows.subarray(start, end), axis, half)
  const middle = start + half
  return { start, end, axis, cut: points[3 * rows[middle] + axis],
    halves: [grown(points, rows, start, middle), grown(points, rows, middle, end)] }
}

function widest (points: Coordinates, rows: Int32Array, start: number, end: number): number {
  const spreads = [0, 1, 2].map(axis => {
    let [low, high] = [Infinity, -Infinity]
    for (let k = start; k < end; k++) {
      const value = points[3 * rows[k] + axis]
      if (value < low) low = value
      if (value > high) high = value
    }
    return high - low
  })
  return spreads.indexOf(Math.max(...spreads))
}

function visit (
  { start, end, axis, cut, halves }: Branch, points: Coordinates, rows: Int32Array,
  place: readonly number[], list: Closest
): void {
  if (halves === undefined) {
    offerEach(points, rows, start, end, place, list)
    return
  }
  const beyond = place[axis] - cut
  const near = beyond < 0 ? 0 : 1
  visit(halves[near], points, rows, place, list)
  // An equally far point may have a smaller number
  if (beyond * beyond <= reach(list)) visit(halves[1 - near], points, rows, place, list)
}
