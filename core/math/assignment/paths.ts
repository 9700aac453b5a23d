import type { Sale } from './auction.js'
import type { Costs } from './costs.js'

/**
 * The best assignment, by shortest augmenting paths from the prices of a sale.
 *
 * Jonker and Volgenant, Computing 38 (1987): a row that has no column takes the nearest free one
 * along a path of least reduced cost (Dijkstra), on which others give up theirs. Every path gives
 * one more row its column, so it ends in a bijection, whatever the prices were; the better they
 * are, the shorter the paths.
 *
 * @returns the column of every row
 */
export function shortestPaths (costs: Costs, { prices, bought }: Sale): Int32Array {
  const { size } = costs
  const columnOf = new Int32Array(size).fill(-1)
  const rowOf = new Int32Array(size).fill(-1)
  const v = prices.map(price => -price)
  const u = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    const row = costs.row(i)
    let best = -1
    let least = Infinity
    for (let j = 0; j < size; j++) {
      if (row[j] - v[j] >= least) continue
      least = row[j] - v[j]
      best = j
    }
    u[i] = least
    const own = bought[i]
    const column = own >= 0 && row[own] - v[own] === least ? own : best
    if (rowOf[column] >= 0) continue
    rowOf[column] = i
    columnOf[i] = column
  }
  const path = pathFinder(costs, u, v, rowOf)
  for (let i = 0; i < size; i++) {
    if (columnOf[i] >= 0) continue
    const { end, before } = path(i)
    for (let column = end, row = -1; row !== i;) {
      row = before[column]
      rowOf[column] = row
      const given = columnOf[row]
      columnOf[row] = column
      column = given
    }
  }
  return columnOf
}

interface Path {
  readonly end: number
  /** The row before every column that was reached. */
  readonly before: Int32Array
}

/** Finds the way from a row to the nearest free column, and makes reduced costs fit it. */
function pathFinder (
  costs: Costs, u: Float64Array, v: Float64Array, rowOf: Int32Array
): (from: number) => Path {
  const { size } = costs
  const distance = new Float64Array(size)
  const before = new Int32Array(size)
  /** Columns: those that are settled come first. */
  const columns = new Int32Array(size)
  return from => {
    for (let j = 0; j < size; j++) columns[j] = j
    distance.fill(Infinity)
    let row = from
    let reached = 0
    let settled = 0
    for (;;) {
      const cost = costs.row(row)
      const base = reached - u[row]
      let nearest = settled
      let least = Infinity
      for (let k = settled; k < size; k++) {
        const j = columns[k]
        const through = base + cost[j] - v[j]
        if (through < distance[j]) {
          distance[j] = through
          before[j] = row
        }
        if (distance[j] < least || (distance[j] === least && rowOf[j] < 0)) {
          least = distance[j]
          nearest = k
        }
      }
      const column = columns[nearest]
      columns[nearest] = columns[settled]
      columns[settled++] = column
      reached = Math.max(reached, least)
      if (rowOf[column] < 0) break
      row = rowOf[column]
    }
    for (let k = 0; k < settled - 1; k++) {
      const j = columns[k]
      v[j] -= reached - distance[j]
      u[rowOf[j]] += reached - distance[j]
    }
    u[from] += reached
    return { end: columns[settled - 1], before }
  }
}
