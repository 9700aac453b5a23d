import type { BandwidthSuggestion } from '../../math/statistics/bandwidth.js'
import { silverman } from '../../math/statistics/bandwidth.js'
import { lawOf } from './choose.js'
import type { Kernel, Law, Points } from './law.js'
import type { RowLaw, Test } from './rows.js'
import { rowLaw } from './rows.js'

/** How candidates are weighed. */
export interface Weighing {
  readonly bandwidth: number | 'auto'
  readonly kernel: Kernel['shape']
  readonly standardize: boolean
  readonly sampler: 'auto' | 'rows'
}

/** Rows of a pool that may be partners, and how they are drawn. */
export interface Candidates {
  readonly law: Law
  readonly bandwidth: BandwidthSuggestion | undefined
  readonly kernel: Kernel
  /** @param self - the row of the pool that is left out, if one is */
  draw (query: ArrayLike<number>, uniform: () => number, self?: number): number
  /** The share of every row of the pool. */
  probabilities (query: ArrayLike<number>, self?: number): Float64Array
}

/** Draws before the row itself is taken out of the law: that is slower, and the same law. */
const REDRAWS = 64

/** @param rows - which rows of the pool are candidates; all of them if absent */
export function candidatesOf (
  pool: Points, weighing: Weighing, rows?: Int32Array
): Candidates {
  const chosen = rows === undefined ? pool : take(pool, rows)
  const scale = weighing.standardize ? scaleOf(chosen) : undefined
  const points = scale === undefined ? chosen : { ...chosen, data: scale(chosen.data) }
  const bandwidth = weighing.bandwidth === 'auto'
    ? silverman({ ...points, data: Float64Array.from(points.data) })
    : undefined
  const kernel = {
    shape: weighing.kernel, bandwidth: bandwidth?.value ?? weighing.bandwidth as number
  }
  const law = lawOf(points, kernel, weighing.sampler)
  let exact: RowLaw | undefined
  const exactly = (): RowLaw => exact ??= rowLaw(points, kernel)
  const rowOf = (point: number): number => rows === undefined ? point : rows[point]
  const measured = (query: ArrayLike<number>): ArrayLike<number> => scale?.(query) ?? query
  const is = (self: number): Test => point => rowOf(point) === self
  return {
    law,
    bandwidth,
    kernel,
    draw: (asked, uniform, self) => {
      const query = measured(asked)
      for (let k = 0; k < REDRAWS; k++) {
        const row = rowOf(law.draw(query, uniform))
        if (row !== self) return row
      }
      return rowOf(exactly().drawBut(is(self as number), query, uniform))
    },
    probabilities: (asked, self) => {
      const query = measured(asked)
      const shares = self === undefined
        ? law.probabilities(query)
        : exactly().probabilitiesBut(is(self), query)
      if (rows === undefined) return shares
      const all = new Float64Array(pool.size)
      shares.forEach((share, point) => { all[rows[point]] += share })
      return all
    }
  }
}

function take ({ data, width }: Points, rows: Int32Array): Points {
  const taken = new Float64Array(rows.length * width)
  rows.forEach((row, r) => {
    for (let k = 0; k < width; k++) taken[r * width + k] = data[row * width + k]
  })
  return { data: taken, size: rows.length, width }
}

/** Moves every column to mean 0 and deviation 1; one that is constant is only moved. */
function scaleOf ({ data, size, width }: Points): (numbers: ArrayLike<number>) => Float64Array {
  const columns = Array.from({ length: width }, (_, column) => {
    let mean = 0
    let squares = 0
    for (let i = 0; i < size; i++) {
      const value = data[i * width + column]
      const before = value - mean
      mean += before / (i + 1)
      squares += before * (value - mean)
    }
    return { mean, deviation: Math.sqrt(squares / size) || 1 }
  })
  return numbers => Float64Array.from(numbers, (value, at) => {
    const { mean, deviation } = columns[at % width]
    return (value - mean) / deviation
  })
}
