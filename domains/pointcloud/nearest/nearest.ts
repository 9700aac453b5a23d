import { sortedOrder } from '../../../core/math/order.js'
import { fail } from '../../../core/errors.js'
import { checkPoints } from '../check-points.js'
import { squareBetween } from '../distance.js'
import type { Coordinates } from '../points.js'

/**
 * The points nearest to one of a cloud, itself the first, in the order of their distances; of
 * equally far ones those that come first.
 *
 * @param many - how many; all there are, if these are fewer
 * @throws INPUT for what are no points, and for a point that is not there
 */
export function nearestPoints (points: Coordinates, point: number, many: number): Int32Array {
  checkPoints(points, 'nearestPoints', 'points')
  const count = points.length / 3
  if (!Number.isInteger(point) || point < 0 || point >= count)
    throw fail('INPUT', 'nearestPoints', 'point', `must be a whole number below ${count}`, point)
  if (!Number.isInteger(many) || many < 0)
    throw fail('INPUT', 'nearestPoints', 'many', 'must be a whole number, 0 or more', many)
  const distances = Float64Array.from({ length: count }, (_, k) =>
    squareBetween(points, k, points, point))
  distances[point] = -1
  return sortedOrder(distances).slice(0, many)
}
