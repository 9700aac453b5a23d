import { isNumbers, type Numbers, type Results } from './results.js'

/** Where a result differs, and what was asked and found there. */
export interface Failure {
  readonly key: string
  /** In the flat data; the worst one. */
  readonly index?: number
  readonly expected: string
  readonly got: string
}

export interface Comparison {
  readonly failures: readonly Failure[]
  /** The largest error, as a share of the range of the result it is in. */
  readonly worst: number
}

/** Compares every expected result; what the adapter gives besides does not count. */
export function compare (expected: Results, got: Results, tolerance: number): Comparison {
  const failures: Failure[] = []
  let worst = 0
  for (const [key, want] of expected) {
    const have = got.get(key)
    if (!isNumbers(want) || !isNumbers(have)) {
      if (want !== have) failures.push({ key, expected: shown(want), got: shown(have) })
    } else if (String(want.shape) !== String(have.shape)) {
      failures.push({ key, expected: shown(want), got: shown(have) })
    } else {
      const { index, error } = worstEntry(want, have)
      worst = Math.max(worst, error)
      if (error <= allowance(want, tolerance)) continue
      failures.push({
        key, index, expected: String(want.data[index]), got: String(have.data[index])
      })
    }
  }
  return { failures, worst }
}

/** The largest error that is allowed, as a share of the range. */
function allowance ({ exact }: Numbers, tolerance: number): number {
  return exact ? 0 : tolerance
}

/**
 * The range that tolerances are shares of: from the least to the greatest number, 0 among them, so
 * that it is 1 for labels and masks; at least 1 for a single number; 1 where all are 0.
 */
export function rangeOf ({ shape, data }: Numbers): number {
  let [low, high] = [0, 0]
  for (let i = 0; i < data.length; i++) {
    low = Math.min(low, data[i])
    high = Math.max(high, data[i])
  }
  const range = high - low
  return shape.length === 0 ? Math.max(1, range) : range === 0 ? 1 : range
}

/** Infinite for what is not a number. */
function worstEntry (want: Numbers, have: Numbers): { index: number, error: number } {
  const range = rangeOf(want)
  let [index, worst] = [0, 0]
  for (let i = 0; i < want.data.length; i++) {
    const difference = Math.abs(have.data[i] - want.data[i]) / range
    const error = Number.isNaN(difference) ? Infinity : difference
    if (error > worst) [index, worst] = [i, error]
  }
  return { index, error: worst }
}

function shown (result: unknown): string {
  if (result === undefined) return 'nothing of that name'
  if (!isNumbers(result as Numbers)) return JSON.stringify(result)
  const { shape, data } = result as Numbers
  return data.length <= 8
    ? `${JSON.stringify(Array.from(data))} of shape [${shape.join(', ')}]`
    : `shape [${shape.join(', ')}]`
}
