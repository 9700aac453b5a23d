/** Points that are measured: `size` of them, `width` numbers each, row-major. */
export interface Points {
  readonly data: ArrayLike<number>
  readonly size: number
  readonly width: number
}

export interface Kernel {
  readonly shape: 'gaussian' | 'tophat'
  /** In units of the points, above 0. */
  readonly bandwidth: number
}

/** Who partners of a query are, and how likely each is. */
export interface Law {
  /** Which way they are drawn. */
  readonly method: 'table' | 'rows' | 'bins' | 'window'
  /** Bytes that are held besides the points. */
  bytes (): number
  /** The share of every point, for a query of `width` numbers. */
  probabilities (query: ArrayLike<number>): Float64Array
  /** A point, by its share; `uniform` gives numbers in [0, 1). */
  draw (query: ArrayLike<number>, uniform: () => number): number
}

/** Distance over bandwidth at which a Gaussian weighs 2e-16: what lies beyond is left out. */
export const REACH = 8.5

/**
 * The weight of a distance, 1 at the least one: against that, so that not all are 0 where a query
 * is many bandwidths away.
 */
export function weigh ({ shape, bandwidth }: Kernel, distance: number, least: number): number {
  if (distance === least) return 1
  if (shape === 'tophat') return distance < bandwidth ? 1 : 0
  return Math.exp((least - distance) / bandwidth * ((least + distance) / bandwidth) / 2)
}

/** The numbers of a point. */
export function pointOf ({ data, width }: Points, point: number): ArrayLike<number> {
  if (width === 1) return [data[point]]
  return Array.from({ length: width }, (_, k) => data[point * width + k])
}

/** The distance of a point to a query, Euclidean. */
export function distanceTo ({ data, width }: Points, point: number,
  query: ArrayLike<number>): number {
  if (width === 1) return Math.abs(data[point] - query[0])
  let sum = 0
  for (let k = 0, at = point * width; k < width; k++, at++) sum += (data[at] - query[k]) ** 2
  return Math.sqrt(sum)
}

/** Scales weights in place so that they sum to 1. */
export function toShares (weights: Float64Array): Float64Array {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  for (let i = 0; i < weights.length; i++) weights[i] /= sum
  return weights
}
