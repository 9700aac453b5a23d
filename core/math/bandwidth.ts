import { sortedOrder } from './order.js'

/** A bandwidth that data suggest, and how it was found. */
export interface BandwidthSuggestion {
  /** In units of the data. */
  readonly value: number
  /** `constant`: all points are the same, and any bandwidth gives the same. */
  readonly rule: 'silverman' | 'cross-validation' | 'constant'
  /** How many points it was found from. */
  readonly n: number
}

/**
 * Silverman's rule of thumb for a Gaussian kernel, Density Estimation (1986): in one dimension 0.9
 * min(deviation, quartile range / 1.34) n^(-1/5), equation (3.31); in d, equations (4.14) and
 * (4.15) with the mean of the deviations' squares.
 *
 * @param data - `[n, width]`, row-major, finite
 */
export function silverman (data: ArrayLike<number>, width = 1): BandwidthSuggestion {
  const n = data.length / width
  const variance = Array.from({ length: width }, (_, column) => varianceOf(data, width, column))
    .reduce((sum, each) => sum + each, 0) / width
  if (!(variance > 0)) return { value: 1, rule: 'constant', n }
  const deviation = Math.sqrt(variance)
  const factor = width === 1
    ? 0.9 * spread(data, deviation) / deviation
    : (4 / (width + 2)) ** (1 / (width + 4))
  return { value: factor * deviation * n ** (-1 / (width + 4)), rule: 'silverman', n }
}

/** The lesser of the deviation and what the quartiles make of it; those may be one under ties. */
function spread (data: ArrayLike<number>, deviation: number): number {
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

/** The variance of a column, of a sample. */
function varianceOf (data: ArrayLike<number>, width: number, column: number): number {
  const n = data.length / width
  let mean = 0
  let squares = 0
  for (let i = 0; i < n; i++) {
    const value = data[i * width + column]
    const before = value - mean
    mean += before / (i + 1)
    squares += before * (value - mean)
  }
  return n > 1 ? squares / (n - 1) : 0
}
