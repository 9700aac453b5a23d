import * as z from 'zod/mini'
import { parseOptions } from '../../define/options.js'
import { option } from '../../define/schemas.js'
import { sortedOrder } from '../order.js'
import type { GivenPoints, Table } from './points.js'
import { meanOf, tableOf } from './points.js'

/** A bandwidth that data suggest, and how it was found. */
export interface BandwidthSuggestion {
  /** In units of the data. */
  readonly value: number
  /** `constant`: all points are the same, and any bandwidth gives the same. */
  readonly rule: 'silverman' | 'cross-validation' | 'constant'
  /** How many points it was found from. */
  readonly n: number
}

export interface BandwidthOptions {
  /** `silverman` by default. */
  readonly rule?: 'silverman' | 'cross-validation'
}

const options = z.object({
  rule: option(z.enum(['silverman', 'cross-validation'])).default('silverman')
})

/** Points that cross-validation looks at: its time grows with their square. */
const LOOKED_AT = 1500
/** Shares of Silverman's bandwidth that cross-validation looks between: ties would make it 0. */
const LEAST = 1 / 8
const MOST = 3
const STEPS = 24

/**
 * A bandwidth for a Gaussian kernel on these points: what `cmixup({ bandwidth: 'auto' })` uses.
 *
 * `silverman`: the rule of thumb of Silverman, Density Estimation (1986): in one dimension 0.9
 * min(deviation, quartile range / 1.34) n^(-1/5), equation (3.31); in d, equations (4.14) and
 * (4.15) with the mean of the deviations' squares. `cross-validation`: the likelihood of every
 * point by the others is the largest (Duin, IEEE Transactions on Computers 25, 1976), between an
 * eighth and three times the former; from 1,500 points at most, evenly spaced.
 *
 * @param points - `[n]` or `[n, d]`
 * @throws INPUT for what are no finite points; OPTION, UNKNOWN_OPTION
 */
export function suggestBandwidth (
  points: GivenPoints | ArrayLike<number>, given: BandwidthOptions = {}
): BandwidthSuggestion {
  const { rule } = parseOptions('suggestBandwidth', options, given)
  const table = tableOf('suggestBandwidth', 'points', points)
  const suggested = silverman(table)
  return rule === 'silverman' || suggested.rule === 'constant'
    ? suggested
    : { ...suggested, value: crossValidated(table, suggested.value), rule }
}

/** Silverman's rule, for points that are finite. */
export function silverman ({ data, size: n, width }: Table): BandwidthSuggestion {
  const mean = meanOf({ data, size: n, width })
  let squares = 0
  for (let at = 0; at < data.length; at++) squares += (data[at] - mean[at % width]) ** 2
  const deviation = Math.sqrt(squares / (n - 1) / width)
  if (!(deviation > 0)) return { value: 1, rule: 'constant', n }
  const factor = width === 1
    ? 0.9 * spread(data, deviation)
    : (4 / (width + 2)) ** (1 / (width + 4)) * deviation
  return { value: factor * n ** (-1 / (width + 4)), rule: 'silverman', n }
}

/** The lesser of the deviation and what the quartiles make of it; those may be one under ties. */
function spread (data: Float64Array, deviation: number): number {
  const order = sortedOrder(data)
  const quantile = (share: number): number => {
    const place = share * (order.length - 1)
    const low = Math.floor(place)
    const [a, b] = [data[order[low]], data[order[Math.min(low + 1, order.length - 1)]]]
    return a + (place - low) * (b - a)
  }
  const quartiles = (quantile(0.75) - quantile(0.25)) / 1.34
  return quartiles > 0 ? Math.min(deviation, quartiles) : deviation
}

function crossValidated (table: Table, start: number): number {
  const looked = thinned(table)
  // The best bandwidth of fewer points is larger, by the power of Silverman's rule
  const scale = (looked.size / table.size) ** (1 / (table.width + 4))
  const squares = squaredDistances(looked)
  let best = start
  let most = -Infinity
  for (let step = 0; step <= STEPS; step++) {
    const bandwidth = start * LEAST * (MOST / LEAST) ** (step / STEPS)
    const likely = likelihood(squares, looked, bandwidth / scale)
    if (likely > most) [most, best] = [likely, bandwidth]
  }
  return best
}

/** Points evenly spaced among them, in the order of their first column. */
function thinned ({ data, size, width }: Table): Table {
  const count = Math.min(size, LOOKED_AT)
  const order = sortedOrder(Float64Array.from({ length: size }, (_, i) => data[i * width]))
  const rows = Array.from({ length: count }, (_, k) => order[Math.floor((k + 0.5) * size / count)])
  return {
    data: Float64Array.from(
      rows.flatMap(row => [...data.subarray(row * width, (row + 1) * width)])),
    size: count,
    width
  }
}

/** Of every pair, once. */
function squaredDistances ({ data, size, width }: Table): Float64Array {
  const squares = new Float64Array(size * (size - 1) / 2)
  let pair = 0
  for (let i = 1; i < size; i++) {
    for (let j = 0; j < i; j++, pair++) {
      for (let k = 0; k < width; k++)
        squares[pair] += (data[i * width + k] - data[j * width + k]) ** 2
    }
  }
  return squares
}

/** The logarithm of the density of every point by the others, summed, but for a constant. */
function likelihood (squares: Float64Array, { size, width }: Table, bandwidth: number): number {
  const density = new Float64Array(size)
  let pair = 0
  for (let i = 1; i < size; i++) {
    for (let j = 0; j < i; j++, pair++) {
      const weight = Math.exp(-squares[pair] / (2 * bandwidth * bandwidth))
      density[i] += weight
      density[j] += weight
    }
  }
  // A point alone counts as one at the least density a double has
  const logs = density.reduce((sum, each) => sum + Math.log(Math.max(each, 1e-300)), 0)
  return logs - size * width * Math.log(bandwidth)
}
