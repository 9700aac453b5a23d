import { firstPlace } from '../../math/order.js'
import type { Kernel, Law, Points } from './law.js'
import { REACH, toShares } from './law.js'
import { rowLaw } from './rows.js'
import type { Sorted } from './sorted.js'
import { sorted } from './sorted.js'

/** Bins in a bandwidth: with more, fewer draws are refused, but more bins are weighed. */
const BINS = 2
/** From this many bandwidths to the nearest bin on, too many draws would be refused. */
const FAR = 4
/** Bins that lie within reach of one, at the most. */
const NEAR = 2 * Math.ceil((REACH + 1) * BINS) + 4
/** Bytes a number that the weights of bins may take. */
const SPARE = 16

/** Bins within reach of a query, and how they are chosen. */
interface Choice {
  readonly first: number
  /** Cumulated, a bin each. */
  readonly weights: Float64Array
  readonly count: number
  /** The least distance over bandwidth that a member of a bin can have. */
  gap (bin: number): number
}

/**
 * A Gaussian over numbers, exactly, without the matrix of all pairs: built in the time of a sort,
 * drawn in a time that does not grow with the numbers.
 *
 * Sorted numbers are cut into bins of half a bandwidth. A bin is chosen by how many it holds times
 * the kernel at the least distance a member can have; a member, uniformly, is accepted by its
 * kernel over that, or bin and member are taken anew. Numbers beyond 8.5 bandwidths are left out:
 * all of a million together weigh less than 2e-10.
 */
export function binLaw (points: Points, kernel: Kernel): Law {
  const { bandwidth } = kernel
  const { values, order } = sorted(points.data)
  const bins = binsOf(values, bandwidth / BINS)
  const far = rowLaw(points, kernel)
  const choose = chooser(bins, values.length, bandwidth)
  return {
    method: 'bins',
    bytes: () => 12 * values.length + bins.starts.byteLength + choose.bytes(),
    probabilities: query => {
      const choice = choose.of(query[0])
      return choice === undefined
        ? far.probabilities(query)
        : sharesOf(choice, { values, order }, bins, query[0], bandwidth)
    },
    draw: (query, uniform) => {
      const to = query[0]
      const choice = choose.of(to)
      if (choice === undefined) return far.draw(query, uniform)
      const { first, weights, count, gap } = choice
      for (;;) {
        const target = uniform() * weights[count - 1]
        let place = 0
        while (place < count - 1 && weights[place] <= target) place++
        const bin = first + place
        const start = bins.starts[bin]
        // One number says which member, and what is left of it whether that is accepted
        const share = uniform() * (bins.starts[bin + 1] - start)
        const member = Math.floor(share)
        const own = Math.abs(values[start + member] - to) / bandwidth
        if (share - member < over(own, gap(bin))) return order[start + member]
      }
    }
  }
}

/** The kernel at a distance over that at a lesser one. */
function over (own: number, least: number): number {
  return own === least ? 1 : Math.exp((least - own) * (least + own) / 2)
}

function sharesOf (
  { first, count, gap }: Choice, { values, order }: Sorted, { starts }: Bins, to: number,
  bandwidth: number
): Float64Array {
  const shares = new Float64Array(values.length)
  for (let bin = first; bin < first + count; bin++) {
    for (let k = starts[bin]; k < starts[bin + 1]; k++) {
      const own = Math.abs(values[k] - to) / bandwidth
      shares[order[k]] = over(gap(bin), 0) * over(own, gap(bin))
    }
  }
  return toShares(shares)
}

interface Chooser {
  of (query: number): Choice | undefined
  bytes (): number
}

/** Runs of sorted numbers. */
interface Bins {
  /** Where each starts, and the end of the last. */
  readonly starts: Int32Array
  low (bin: number): number
  high (bin: number): number
}

function binsOf (values: Float64Array, width: number): Bins {
  let count = 0
  const cut = (visit: (start: number) => void): void => {
    for (let k = 0, low = -Infinity; k < values.length; k++) {
      if (values[k] - low <= width) continue
      low = values[k]
      visit(k)
    }
  }
  cut(() => { count++ })
  const starts = new Int32Array(count + 1).fill(values.length)
  count = 0
  cut(start => { starts[count++] = start })
  return { starts, low: bin => values[starts[bin]], high: bin => values[starts[bin + 1] - 1] }
}

/**
 * Bins for a query. All numbers of one bin are given the same choice, which is made once where
 * there is room for it; others have one of their own. None is given to a query that is far from all
 * bins.
 */
function chooser (
  { starts, low, high }: Bins, size: number, bandwidth: number
): Chooser {
  const bins = starts.length - 1
  const room = Math.floor(SPARE * size / (8 * NEAR))
  const kept = new Map<number, Choice>()
  const scratch = new Float64Array(NEAR)
  const around = (from: number, to: number, weights: Float64Array): Choice => {
    const gap = (bin: number): number => Math.max(low(bin) - to, from - high(bin), 0) / bandwidth
    const first = firstPlace(bins, bin => (from - high(bin)) / bandwidth <= REACH + 1 / BINS)
    let total = 0
    let count = 0
    for (let bin = first; bin < bins && gap(bin) <= REACH + 1 / BINS; bin++) {
      total += (starts[bin + 1] - starts[bin]) * over(gap(bin), 0)
      weights[count++] = total
    }
    return { first, weights, count, gap }
  }
  return {
    bytes: () => 8 * NEAR * kept.size,
    of: query => {
      const bin = firstPlace(bins, b => high(b) >= query)
      const inside = bin < bins && low(bin) <= query
      if (inside && kept.size < room) {
        const known = kept.get(bin) ?? around(low(bin), high(bin), new Float64Array(NEAR))
        kept.set(bin, known)
        return known
      }
      if (inside) return kept.get(bin) ?? around(query, query, scratch)
      const before = bin > 0 ? query - high(bin - 1) : Infinity
      const after = bin < bins ? low(bin) - query : Infinity
      return Math.min(before, after) / bandwidth > FAR ? undefined : around(query, query, scratch)
    }
  }
}
