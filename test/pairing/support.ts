import type { ConfiguredPairing, Facts, PoolFacts } from '../../core/index.js'
import { Rng, live } from '../../core/index.js'

/** Facts of a batch of these rows of a data set, whose targets are known. */
export function factsOf (
  dataset: PoolFacts, index: readonly number[] | Int32Array, batch: Partial<PoolFacts> = {}
): Facts {
  return {
    size: index.length,
    shape: [1],
    axes: [],
    frame: [],
    step: 0,
    index: Int32Array.from(index),
    pools: { dataset, batch: { size: index.length, ...batch } },
    signals: {}
  }
}

/** Targets as a pool has them. */
export function pool (targets: readonly number[] | Float64Array, width = 1): PoolFacts {
  const size = targets.length / width
  const shape = width === 1 ? [size] : [size, width]
  return { size, numbers: { data: Float64Array.from(targets), shape } }
}

/** The partners of these rows. */
export function partnersOf (
  pairing: ConfiguredPairing, facts: Facts, seed = 1
): readonly number[] {
  return [...pairing.pair(facts, live(Rng(seed))).rows]
}

/** The law as it is written: shares of every row, by the kernel of the distance. */
export function naiveShares (
  targets: ArrayLike<number>, at: ArrayLike<number>, bandwidth: number,
  kernel: 'gaussian' | 'tophat' = 'gaussian', without = -1
): number[] {
  const width = at.length
  const weights = Array.from({ length: targets.length / width }, (_, j) => {
    let square = 0
    for (let k = 0; k < width; k++) square += (targets[j * width + k] - at[k]) ** 2
    if (j === without) return 0
    return kernel === 'gaussian'
      ? Math.exp(-square / (2 * bandwidth * bandwidth))
      : Number(Math.sqrt(square) < bandwidth)
  })
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map(weight => weight / sum)
}

/** Targets of several kinds, made from a seed. */
export const distributions: Readonly<
  Record<string, (size: number, seed: number) => Float64Array>
> = {
  normal: (size, seed) => drawn(size, seed, rng => normal(rng)),
  uniform: (size, seed) => drawn(size, seed, rng => 10 * rng()),
  lognormal: (size, seed) => drawn(size, seed, rng => Math.exp(1.5 * normal(rng))),
  'seven values': (size, seed) => drawn(size, seed, rng => Math.floor(7 * rng())),
  'two clusters': (size, seed) => drawn(size, seed, rng => (rng() < 0.2 ? 50 : 0) + normal(rng)),
  constant: (size, seed) => drawn(size, seed, () => 3)
}

function drawn (size: number, seed: number, draw: (rng: () => number) => number): Float64Array {
  const { uniform } = Rng(seed).fork('targets')
  return Float64Array.from({ length: size }, () => draw(uniform))
}

function normal (rng: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - rng())) * Math.cos(2 * Math.PI * rng())
}

/**
 * How far counts of draws lie from shares, in deviations of chi-square: cells that expect fewer
 * than five are put together.
 */
export function chiSquareDeviations (
  counts: ArrayLike<number>, shares: ArrayLike<number>, draws: number
): number {
  const cells: Array<[count: number, mean: number]> = []
  let rest: [number, number] = [0, 0]
  for (let j = 0; j < shares.length; j++) {
    rest = [rest[0] + counts[j], rest[1] + shares[j] * draws]
    if (rest[1] < 5) continue
    cells.push(rest)
    rest = [0, 0]
  }
  if (cells.length === 0) return rest[0] === draws ? 0 : Infinity
  const last = cells[cells.length - 1]
  cells[cells.length - 1] = [last[0] + rest[0], last[1] + rest[1]]
  if (cells.length === 1) return 0
  const statistic = cells.reduce((sum, [count, mean]) => sum + (count - mean) ** 2 / mean, 0)
  const freedom = cells.length - 1
  // Wilson and Hilferty: the cube root of chi-square over its freedom is nearly normal
  const variance = 2 / (9 * freedom)
  return (Math.cbrt(statistic / freedom) - (1 - variance)) / Math.sqrt(variance)
}
