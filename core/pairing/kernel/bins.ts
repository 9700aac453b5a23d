import type { Kernel, Law, Points } from './law.js'
import { REACH, toShares } from './law.js'
import { rowLaw } from './rows.js'
import { nearestOf, sorted } from './sorted.js'

/** Bins in a bandwidth: with more, fewer draws are refused, but more bins are weighed. */
const BINS = 2
/** From this many bandwidths to the nearest number on, too many draws would be refused. */
const FAR = 4

/**
 * A Gaussian over numbers, exactly, without the matrix of all pairs: built in the time of a sort,
 * drawn in a time that does not grow with the numbers.
 *
 * Sorted numbers are cut into bins of half a bandwidth. A bin is chosen by how many it holds times
 * the kernel at its nearest end, which none of its members exceeds; a member, uniformly, is
 * accepted by its kernel over that, or another is taken. Numbers beyond 8.5 bandwidths are left
 * out: all of a million together weigh less than 2e-10.
 */
export function binLaw (points: Points, kernel: Kernel): Law {
  const { bandwidth } = kernel
  const { values, order } = sorted(points.data)
  const starts = cut(values, bandwidth / BINS)
  const count = starts.length - 1
  const far = rowLaw(points, kernel)
  const weights = new Float64Array(Math.min(count, 2 * Math.ceil(REACH * BINS) + 8))

  /** Distance over bandwidth to the nearest end of a bin, 0 inside. */
  const away = (bin: number, to: number): number =>
    Math.max(values[starts[bin]] - to, to - values[starts[bin + 1] - 1], 0) / bandwidth
  const firstBin = (from: number): number => {
    let low = 0
    let high = count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (values[starts[middle + 1] - 1] >= from) high = middle
      else low = middle + 1
    }
    return low
  }

  return {
    method: 'bins',
    bytes: () => 12 * values.length + 4 * starts.length,
    probabilities: query => {
      const [to] = Array.from(query)
      const nearest = nearestOf(values, to) / bandwidth
      if (nearest > FAR) return far.probabilities(query)
      const radius = Math.sqrt(nearest ** 2 + REACH ** 2) * bandwidth
      const shares = new Float64Array(values.length)
      for (let bin = firstBin(to - radius); bin < count; bin++) {
        const distance = away(bin, to)
        if (distance * bandwidth > radius) break
        const chosen = Math.exp((nearest ** 2 - distance ** 2) / 2)
        for (let k = starts[bin]; k < starts[bin + 1]; k++)
          shares[order[k]] = chosen * accepted(values[k], to, distance, bandwidth)
      }
      return toShares(shares)
    },
    draw: (query, uniform) => {
      const to = query[0]
      const nearest = nearestOf(values, to) / bandwidth
      if (nearest > FAR) return far.draw(query, uniform)
      const radius = Math.sqrt(nearest ** 2 + REACH ** 2) * bandwidth
      const first = firstBin(to - radius)
      let total = 0
      let end = first
      for (; end < count; end++) {
        const distance = away(end, to)
        if (distance * bandwidth > radius) break
        const held = starts[end + 1] - starts[end]
        total += held * Math.exp((nearest ** 2 - distance ** 2) / 2)
        weights[end - first] = total
      }
      const target = uniform() * total
      let bin = first
      while (bin < end - 1 && weights[bin - first] <= target) bin++
      const start = starts[bin]
      const held = starts[bin + 1] - start
      const distance = away(bin, to)
      for (;;) {
        // One number says which member, and what is left of it whether that is accepted
        const share = uniform() * held
        const member = Math.floor(share)
        if (share - member < accepted(values[start + member], to, distance, bandwidth))
          return order[start + member]
      }
    }
  }
}

/** The kernel of a member over that at the nearest end of its bin. */
function accepted (value: number, to: number, distance: number, bandwidth: number): number {
  const own = Math.abs(value - to) / bandwidth
  return own === distance ? 1 : Math.exp((distance - own) * (distance + own) / 2)
}

/** Where bins start, and the end: none spans more than `width`. */
function cut (values: Float64Array, width: number): Int32Array {
  let count = 0
  const walk = (visit: (start: number) => void): void => {
    for (let k = 0, low = -Infinity; k < values.length; k++) {
      if (values[k] - low <= width) continue
      low = values[k]
      visit(k)
    }
  }
  walk(() => { count++ })
  const starts = new Int32Array(count + 1)
  starts[count] = values.length
  count = 0
  walk(start => { starts[count++] = start })
  return starts
}
