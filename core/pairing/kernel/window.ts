import { firstPlace } from '../../math/order.js'
import type { Kernel, Law, Points } from './law.js'
import { toShares } from './law.js'
import { nearestOf, sorted } from './sorted.js'

/**
 * A tophat over numbers: any of those within the bandwidth, exactly, by two searches; the nearest
 * where there is none.
 */
export function windowLaw ({ data, size }: Points, { bandwidth }: Kernel): Law {
  const { values, order } = sorted(data)
  const windowOf = (to: number): readonly [start: number, end: number] => {
    // By differences, as the rows measure: sums would round otherwise at the edge
    const start = firstPlace(size, k => to - values[k] < bandwidth)
    const end = firstPlace(size, k => values[k] - to >= bandwidth)
    if (start < end) return [start, end]
    const nearest = nearestOf(values, to)
    return [firstPlace(size, k => to - values[k] <= nearest),
      firstPlace(size, k => values[k] - to > nearest)]
  }
  return {
    method: 'window',
    bytes: () => 12 * size,
    probabilities: query => {
      const shares = new Float64Array(size)
      const [start, end] = windowOf(query[0])
      for (let k = start; k < end; k++) shares[order[k]] = 1
      return toShares(shares)
    },
    draw: (query, uniform) => {
      const [start, end] = windowOf(query[0])
      return order[start + Math.floor(uniform() * (end - start))]
    }
  }
}
