import type { Coordinates } from '../points.js'
import type { Kernels } from '../wasm/kernels.js'

/** ε falls by this from level to level, from a share of the diameter. */
const FALL = 5
const FIRST = 1 / 8

/**
 * Pairs as many points as there are others by an auction with falling ε: the sum of distances is at
 * most N ε above the least. Costs are made when they are asked for: memory goes with the number of
 * points.
 *
 * Bertsekas, Annals of Operations Research 14 (1988), one bid after the other: a point without a
 * partner takes the one that is nearest with its price, whose price rises by what it is better than
 * the second, and by ε. Prices are kept from level to level, pairs are not. It always ends in a
 * bijection: while one has no owner, no price can pass its own by more than a distance and ε, so
 * that single precision is enough where ε is.
 *
 * @param a - three numbers a point; finite, as many as b
 * @param diameter - no distance is more; above 0
 * @param epsilon - the last ε, as a share of the diameter; 1e-5 or more
 * @returns the partner of every point of a
 */
export function auction (
  a: Coordinates, b: Coordinates, diameter: number, epsilon: number, fast: Kernels | undefined
): Int32Array {
  const market = marketOf(a, b, diameter, fast)
  const { owners, partners, queue } = market
  for (let raise = Math.max(FIRST, epsilon); ; raise = Math.max(epsilon, raise / FALL)) {
    owners.fill(-1)
    for (let k = 0; k < queue.length; k++) queue[k] = queue.length - 1 - k
    if (fast === undefined) sell(market, Math.fround(raise))
    else fastSell(market, raise, fast)
    if (raise === epsilon) return partners.slice()
  }
}

/** Points that bid, points that are bid for, and who has which. */
interface Market {
  /** Three numbers each, in diameters. */
  readonly points: Float32Array
  /** x of all, then y, then z; a number of each that vectors of four divide. */
  readonly others: Float32Array
  readonly prices: Float32Array
  readonly owners: Int32Array
  readonly partners: Int32Array
  /** Points that wait for a partner: the last bids first. */
  readonly queue: Int32Array
}

/** In memory of the kernels, one list behind the other, if there are kernels. */
function marketOf (
  a: Coordinates, b: Coordinates, diameter: number, fast: Kernels | undefined
): Market {
  const count = a.length / 3
  const room = 4 * Math.ceil(count / 4)
  const buffer = fast === undefined ? new ArrayBuffer(44 * room) : fast.room(44 * room)
  const floats = (start: number, length: number): Float32Array =>
    new Float32Array(buffer, 4 * room * start, length)
  const numbers = (start: number): Int32Array => new Int32Array(buffer, 4 * room * start, count)
  const points = floats(0, 3 * count)
  // What fills the vectors is too far away for anyone
  const others = floats(3, 3 * room).fill(Infinity)
  for (let axis = 0; axis < 3; axis++) {
    for (let k = 0; k < count; k++) {
      points[3 * k + axis] = (a[3 * k + axis] - a[axis]) / diameter
      others[axis * room + k] = (b[3 * k + axis] - a[axis]) / diameter
    }
  }
  return { points, others, prices: floats(6, room).fill(0), owners: numbers(7),
    partners: numbers(8), queue: numbers(9) }
}

function fastSell (market: Market, raise: number, { run }: Kernels): void {
  const { points, others, prices, owners, partners, queue } = market
  run.sell(points.byteOffset, others.byteOffset, others.byteLength / 3, prices.byteOffset,
    owners.byteOffset, partners.byteOffset, queue.byteOffset, queue.length, raise)
}

/** The same without kernels, to the same bits. */
function sell (market: Market, raise: number): void {
  const { owners, partners, queue } = market
  for (let waiting = queue.length; waiting > 0;) {
    const bidder = queue[--waiting]
    const best = bid(market, bidder, raise)
    const before = owners[best]
    if (before >= 0) queue[waiting++] = before
    owners[best] = bidder
    partners[bidder] = best
  }
}

/** What a point pays for, whose price it raises. */
function bid ({ points, others, prices }: Market, bidder: number, raise: number): number {
  const { fround, sqrt } = Math
  const [px, py, pz] = points.subarray(3 * bidder, 3 * bidder + 3)
  const room = prices.length
  let [best, least, second] = [0, Infinity, Infinity]
  for (let j = 0; j < room; j++) {
    const dx = fround(others[j] - px)
    const dy = fround(others[room + j] - py)
    const dz = fround(others[2 * room + j] - pz)
    const square = fround(fround(fround(dx * dx) + fround(dy * dy)) + fround(dz * dz))
    const cost = fround(fround(sqrt(square)) + prices[j])
    if (cost >= second) continue
    if (cost < least) {
      second = least
      least = cost
      best = j
    } else {
      second = cost
    }
  }
  prices[best] += fround((second === Infinity ? 0 : fround(second - least)) + raise)
  return best
}
