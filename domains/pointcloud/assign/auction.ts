import type { Coordinates } from '../points.js'

/** ε falls by this from level to level. */
const FALL = 5

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
  const [x, y, z] = [0, 1, 2].map(axis =>
    Float64Array.from({ length: count }, (_, k) => b[3 * k + axis]))
  const prices = new Float64Array(count)
  const owner = new Int32Array(count)
  const partner = new Int32Array(count)
  const queue = new Int32Array(count)
  let first = epsilon
  while (first < diameter(a, b) / 4) first *= FALL
  for (let raise = first; ; raise = Math.max(epsilon, raise / FALL)) {
    owner.fill(-1)
    let waiting = count
    for (let k = 0; k < count; k++) queue[k] = count - 1 - k
    while (waiting > 0) {
      const bidder = queue[--waiting]
      const [px, py, pz] = [a[3 * bidder], a[3 * bidder + 1], a[3 * bidder + 2]]
      let [best, least, second] = [0, Infinity, Infinity]
      for (let j = 0; j < count; j++) {
        const price = prices[j]
        if (price >= second) continue
        const [dx, dy, dz] = [x[j] - px, y[j] - py, z[j] - pz]
        const room = second - price
        const square = dx * dx + dy * dy + dz * dz
        // Most are too far to matter, and need no root
        if (square >= room * room) continue
        const cost = Math.sqrt(square) + price
        if (cost < least) {
          second = least
          least = cost
          best = j
        } else {
          second = cost
        }
      }
      prices[best] += (second === Infinity ? 0 : second - least) + raise
      const before = owner[best]
      if (before >= 0) queue[waiting++] = before
      owner[best] = bidder
      partner[bidder] = best
    }
    if (raise === epsilon) return partner
  }
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
