import { sortedOrder } from '../../../core/math/order.js'
import type { Coordinates } from '../points.js'

/**
 * The points nearest to one of a cloud, itself the first, in the order of their distances; of
 * equally far ones those that come first.
 *
 * @param many - how many; all there are, if these are fewer
 */
export function nearestPoints (points: Coordinates, point: number, many: number): Int32Array {
  const [x, y, z] = [0, 1, 2].map(axis => points[3 * point + axis])
  const distances = Float64Array.from({ length: points.length / 3 }, (_, k) =>
    (points[3 * k] - x) ** 2 + (points[3 * k + 1] - y) ** 2 + (points[3 * k + 2] - z) ** 2)
  distances[point] = -1
  return sortedOrder(distances).slice(0, many)
}
