import { firstPlace } from '../math/order.js'
import type { Points } from './kernel/law.js'
import { distanceTo } from './kernel/law.js'
import type { Sorted } from './kernel/sorted.js'
import { sorted } from './kernel/sorted.js'

/**
 * The points nearest to a query, nearest first, of equally near ones the first; without `self`.
 *
 * @returns `k` of them, or all there are
 */
export type Neighbours = (query: ArrayLike<number>, k: number, self?: number) => Int32Array

/** Numbers are searched in their order, points of several numbers are all measured. */
export function neighboursIn (points: Points): Neighbours {
  const within = points.width === 1 ? windowOf(sorted(points.data)) : undefined
  return (query, k, self = -1) => {
    const places = within?.(query[0], self < 0 ? k : k + 1)
    const found: Array<{ readonly point: number, readonly distance: number }> = []
    const visit = (point: number): void => {
      if (point === self) return
      const distance = distanceTo(points, point, query)
      let at = found.length
      while (at > 0 && isBefore(distance, point, found[at - 1])) at--
      if (at >= k) return
      found.splice(at, 0, { point, distance })
      if (found.length > k) found.pop()
    }
    if (places === undefined) for (let point = 0; point < points.size; point++) visit(point)
    else places.forEach(visit)
    return Int32Array.from(found, ({ point }) => point)
  }
}

function isBefore (
  distance: number, point: number, other: { readonly point: number, readonly distance: number }
): boolean {
  return distance < other.distance || (distance === other.distance && point < other.point)
}

/** All points no farther than the k nearest numbers, ties among them. */
function windowOf ({ values, order }: Sorted): (query: number, k: number) => Int32Array {
  return (query, k) => {
    let start = firstPlace(values.length, place => values[place] >= query)
    let end = start
    while (end - start < k && (start > 0 || end < values.length)) {
      const below = start > 0 ? query - values[start - 1] : Infinity
      const above = end < values.length ? values[end] - query : Infinity
      if (below <= above) start--
      else end++
    }
    const far = Math.max(query - values[start], values[end - 1] - query)
    start = firstPlace(values.length, place => query - values[place] <= far)
    end = firstPlace(values.length, place => values[place] - query > far)
    return order.subarray(start, end)
  }
}
