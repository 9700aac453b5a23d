import type { Coordinates } from '../points.js'
import type { Closest } from './closest.js'
import { offer } from './closest.js'

/** Offers all points near a place that can be among its nearest. */
export type Search = (place: readonly number[], list: Closest) => void

/** Offers the points of a part of a list. */
export function offerEach (
  points: Coordinates, rows: Int32Array, start: number, end: number, place: readonly number[],
  list: Closest
): void {
  const [x, y, z] = place
  for (let k = start; k < end; k++) {
    const row = rows[k]
    const dx = points[3 * row] - x
    const dy = points[3 * row + 1] - y
    const dz = points[3 * row + 2] - z
    offer(list, row, dx * dx + dy * dy + dz * dz)
  }
}
