import { isNumbers, type Numbers, type Results } from './results.js'
import { allowance, measureOf, type Tolerance } from './tolerances.js'

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
  /** The largest error, in the measure of its tolerance: mostly a share of the range. */
  readonly worst: number
}

/** Compares every expected result; what the adapter gives besides does not count. */
export function compare (
  expected: Results, got: Results, toleranceOf: (result: string) => Tolerance
): Comparison {
  const failures: Failure[] = []
  let worst = 0
  for (const [key, want] of expected) {
    const have = got.get(key)
    if (!isNumbers(want) || !isNumbers(have)) {
      if (want !== have) failures.push({ key, expected: shown(want), got: shown(have) })
    } else if (String(want.shape) !== String(have.shape)) {
      failures.push({ key, expected: shown(want), got: shown(have) })
    } else {
      const tolerance = toleranceOf(key)
      const { index, error } = worstEntry(want, have, tolerance)
      worst = Math.max(worst, error)
      if (error <= allowance(tolerance, want)) continue
      failures.push({
        key, index, expected: String(want.data[index]), got: String(have.data[index])
      })
    }
  }
  return { failures, worst }
}

/** Infinite for what is not a number. */
function worstEntry (
  want: Numbers, have: Numbers, tolerance: Tolerance
): { index: number, error: number } {
  const range = 'share' in tolerance || 'largest' in tolerance
    ? measureOf(tolerance, want, 0)
    : undefined
  let [index, worst] = [0, 0]
  for (let i = 0; i < want.data.length; i++) {
    // A number that the reference does not tell: any will do, if it is one
    if (Number.isNaN(want.data[i]) && Number.isFinite(have.data[i])) continue
    const apart = Math.abs(have.data[i] - want.data[i])
    const difference = apart === 0 ? 0 : apart / (range ?? measureOf(tolerance, want, i))
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
