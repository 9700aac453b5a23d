import type { Costs } from './costs.js'

/** Prices and who bought what in an auction that is nearly the best. */
export interface Sale {
  readonly prices: Float64Array
  /** The column of every row; -1 where the auction was broken off. */
  readonly bought: Int32Array
}

/** The least raise falls by this from round to round. */
const FALL = 6
/** Bids a row in a round, at most: hard cases are left to the paths. */
const PATIENCE = 60

/**
 * An auction with a falling least raise: rows bid for columns, whose prices rise.
 *
 * Bertsekas, Annals of Operations Research 14 (1988): rows bid one by one, the price rises by what
 * the best column is better than the second, and by the least raise. Whatever it ends in, its
 * prices are a start for shortest paths, which make the answer exact.
 *
 * @param range - the largest cost less the least
 */
export function auction (costs: Costs, range: number): Sale {
  const { size } = costs
  const prices = new Float64Array(size)
  const bought = new Int32Array(size).fill(-1)
  const owner = new Int32Array(size)
  const queue = new Int32Array(size)
  const last = range / (2 * size)
  // Where all costs are the same there is nothing to bid for
  if (range === 0) return { prices, bought }
  for (let raise = range / 4; ; raise = Math.max(raise / FALL, last)) {
    owner.fill(-1)
    bought.fill(-1)
    let waiting = 0
    for (let i = size - 1; i >= 0; i--) queue[waiting++] = i
    for (let bids = PATIENCE * size; waiting > 0 && bids > 0; bids--) {
      const bidder = queue[--waiting]
      const column = bid(costs.row(bidder), prices, raise)
      const before = owner[column]
      if (before >= 0) {
        bought[before] = -1
        queue[waiting++] = before
      }
      owner[column] = bidder
      bought[bidder] = column
    }
    if (raise === last) return { prices, bought }
  }
}

/** Raises the price of the column that costs the least with it, and says which it is. */
export function bid (row: Float64Array, prices: Float64Array, raise: number): number {
  let best = 0
  let least = Infinity
  let second = Infinity
  for (let j = 0; j < row.length; j++) {
    const cost = row[j] + prices[j]
    if (cost >= second) continue
    if (cost < least) {
      second = least
      least = cost
      best = j
    } else {
      second = cost
    }
  }
  prices[best] += (second === Infinity ? 0 : second - least) + raise
  return best
}
