import { firstPlace } from '../../math/order.js'
import type { Kernel, Law, Points } from './law.js'
import { distanceTo, toShares, weigh } from './law.js'

/** Weights that are summed up between two places that are remembered. */
const BLOCK = 1024
/** What a table may hold. */
const MOST_BYTES = 64 * 2 ** 20

/** The law of a row of the matrix of all pairs, made when it is asked for. */
export interface RowLaw extends Law {
  /** As `draw`, but never a point that is left out, unless there is no other. */
  drawBut (out: Test, query: ArrayLike<number>, uniform: () => number): number
  probabilitiesBut (out: Test, query: ArrayLike<number>): Float64Array
}

/** Whether a point is left out. */
export type Test = (point: number) => boolean
const none: Test = () => false

/**
 * Rows on demand, for points of any width: a draw takes two passes over the points and holds eight
 * bytes for a thousand of them. The partner is the first, in the order of the points, whose
 * cumulated share exceeds the uniform number: numpy's `choice(p=row)`.
 */
export function rowLaw (points: Points, kernel: Kernel): RowLaw {
  const { size } = points
  const least = (query: ArrayLike<number>, out: Test): number => {
    let found = Infinity
    for (let j = 0; j < size; j++)
      if (!out(j)) found = Math.min(found, distanceTo(points, j, query))
    return found
  }
  const weigher = (query: ArrayLike<number>, asked: Test): (point: number) => number => {
    const others = least(query, asked)
    const [out, nearest] = others === Infinity ? [none, least(query, none)] : [asked, others]
    // Where no point is within the window, those at the least distance weigh alike
    const from = kernel.shape === 'tophat' && nearest < kernel.bandwidth ? -1 : nearest
    return j => out(j) ? 0 : weigh(kernel, distanceTo(points, j, query), from)
  }
  const drawBut: RowLaw['drawBut'] = (out, query, uniform) => {
    const weight = weigher(query, out)
    const before = new Float64Array(Math.ceil(size / BLOCK) + 1)
    let total = 0
    for (let j = 0; j < size; j++) {
      if (j % BLOCK === 0) before[j / BLOCK] = total
      total += weight(j)
    }
    before[before.length - 1] = total
    const target = uniform() * total
    const block = firstPlace(before.length - 2, b => before[b + 1] > target)
    let reached = before[block]
    let last = 0
    for (let j = block * BLOCK; j < size; j++) {
      const each = weight(j)
      if (each === 0) continue
      reached += each
      last = j
      if (reached > target) break
    }
    return last
  }
  const probabilitiesBut: RowLaw['probabilitiesBut'] = (out, query) => {
    const weight = weigher(query, out)
    return toShares(Float64Array.from({ length: size }, (_, j) => weight(j)))
  }
  return {
    method: 'rows',
    bytes: () => 0,
    probabilities: query => probabilitiesBut(none, query),
    probabilitiesBut,
    draw: (query, uniform) => drawBut(none, query, uniform),
    drawBut
  }
}

/**
 * Rows that are kept once they are made, up to 64 MB of them: for few points, of which every row is
 * asked for again.
 */
export function tableLaw (points: Points, kernel: Kernel): Law {
  const { size, width } = points
  const { probabilities, draw } = rowLaw(points, kernel)
  const kept = new Map<number | string, Float64Array>()
  const cumulated = (query: ArrayLike<number>): Float64Array => {
    const key = width === 1 ? query[0] : Array.from(query).join()
    const known = kept.get(key)
    if (known !== undefined) return known
    const row = probabilities(query)
    for (let j = 1; j < size; j++) row[j] += row[j - 1]
    kept.set(key, row)
    return row
  }
  return {
    method: 'table',
    bytes: () => 8 * size * kept.size,
    probabilities,
    draw: (query, uniform) => {
      if (8 * size * (kept.size + 1) > MOST_BYTES) return draw(query, uniform)
      const row = cumulated(query)
      const target = uniform() * row[size - 1]
      return Math.min(firstPlace(size, j => row[j] > target), size - 1)
    }
  }
}
