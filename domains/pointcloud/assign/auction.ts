import { bid } from '../../../core/math/assignment/auction.js'
import type { Coordinates } from '../points.js'

/** ε falls by this from level to level. */
const FALL = 4
/** How many of the nearest points are asked first. */
const NEAR = 384
/** After so many bids the least price is looked for again. */
const REFRESH = 64

/**
 * Pairs as many points as there are others by an auction with falling ε: the sum of distances is at
 * most N ε above the least. Costs are made when they are asked for: memory goes with the number of
 * points.
 *
 * Bertsekas, Annals of Operations Research 14 (1988), one bid after the other: a point without a
 * partner takes the one that is nearest with its price, whose price rises by what it is better than
 * the second, and by ε. Prices are kept from level to level, pairs are not. It always ends in a
 * bijection.
 *
 * @param a - three numbers a point; finite, as many as b
 * @param epsilon - the last ε, above 0, in the unit of the coordinates
 * @returns the partner of every point of a
 */
export function auction (a: Coordinates, b: Coordinates, epsilon: number): Int32Array {
  const count = a.length / 3
  const prices = new Float64Array(count)
  const owner = new Int32Array(count)
  const partner = new Int32Array(count)
  const queue = new Int32Array(count)
  const bid = bidding(a, b, prices)
  let first = epsilon
  while (first < diameter(a, b) / 4) first *= FALL
  for (let raise = first; ; raise = Math.max(epsilon, raise / FALL)) {
    owner.fill(-1)
    let waiting = count
    for (let k = 0; k < count; k++) queue[k] = count - 1 - k
    while (waiting > 0) {
      const bidder = queue[--waiting]
      const best = bid(bidder, raise)
      const before = owner[best]
      if (before >= 0) queue[waiting++] = before
      owner[best] = bidder
      partner[bidder] = best
    }
    if (raise === epsilon) return partner
  }
}

/** What a point pays for, and how much: it raises the price and tells whose it is. */
type Bid = (bidder: number, raise: number) => number

/**
 * Bids among the nearest points first: where the second best of them costs no more than the
 * distance of those left out and the least price there is, none of these can be better.
 */
function bidding (a: Coordinates, b: Coordinates, prices: Float64Array): Bid {
  const count = prices.length
  const near = Math.min(NEAR, count)
  const points = new Int32Array(count * near)
  const distances = new Float64Array(count * near)
  const beyond = new Float64Array(count).fill(-1)
  const row = new Float64Array(count)
  const scratch = new Float64Array(count)
  const fill = (bidder: number): void => {
    distancesFrom(a, b, bidder, row)
    scratch.set(row)
    const limit = smallest(scratch, near - 1)
    beyond[bidder] = limit
    let at = bidder * near
    for (let j = 0; j < count && at < (bidder + 1) * near; j++) {
      if (row[j] > limit) continue
      points[at] = j
      distances[at++] = row[j]
    }
  }
  // Prices only rise, so the least of a while ago is below all of them
  let lowest = 0
  let bids = 0
  return (bidder, raise) => {
    if (bids++ % REFRESH === 0) {
      lowest = Infinity
      for (let j = 0; j < count; j++) if (prices[j] < lowest) lowest = prices[j]
    }
    if (beyond[bidder] < 0) fill(bidder)
    let best = 0
    let least = Infinity
    let second = Infinity
    for (let k = bidder * near; k < (bidder + 1) * near; k++) {
      const cost = distances[k] + prices[points[k]]
      if (cost >= second) continue
      if (cost < least) {
        second = least
        least = cost
        best = points[k]
      } else {
        second = cost
      }
    }
    if (second > beyond[bidder] + lowest && near < count) {
      distancesFrom(a, b, bidder, row)
      return bid(row, prices, raise)
    }
    prices[best] += (second === Infinity ? 0 : second - least) + raise
    return best
  }
}

function distancesFrom (
  a: Coordinates, b: Coordinates, point: number, into: Float64Array
): void {
  const px = a[3 * point]
  const py = a[3 * point + 1]
  const pz = a[3 * point + 2]
  for (let j = 0, k = 0; j < into.length; j++, k += 3) {
    const dx = b[k] - px
    const dy = b[k + 1] - py
    const dz = b[k + 2] - pz
    into[j] = Math.sqrt(dx * dx + dy * dy + dz * dz)
  }
}

/** The number at a place of the order; the list is mixed up (Hoare, 1961). */
function smallest (list: Float64Array, place: number): number {
  let from = 0
  let to = list.length - 1
  while (from < to) {
    const pivot = list[from + to >> 1]
    let i = from
    let j = to
    while (i <= j) {
      while (list[i] < pivot) i++
      while (list[j] > pivot) j--
      if (i > j) break
      const value = list[i]
      list[i++] = list[j]
      list[j--] = value
    }
    if (place <= j) to = j
    else if (place >= i) from = i
    else break
  }
  return list[place]
}

/** An upper bound of all distances. */
function diameter (a: Coordinates, b: Coordinates): number {
  let square = 0
  for (let axis = 0; axis < 3; axis++) {
    let [low, high] = [Infinity, -Infinity]
    for (const points of [a, b]) {
      for (let k = axis; k < points.length; k += 3) {
        low = Math.min(low, points[k])
        high = Math.max(high, points[k])
      }
    }
    square += (high - low) ** 2
  }
  return Math.sqrt(square)
}
