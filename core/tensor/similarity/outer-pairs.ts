/** For one row: which columns stand on either side, and how far every pair lies to the left. */
export interface Outer {
  readonly left: Int32Array
  readonly right: Int32Array
  /** `[left, right]`: the share of the left one. */
  readonly shares: Float32Array
}

/** What a row without pairs gives: nothing beside any other number. */
export const NOTHING = -1e30

/** `log Σ exp(a x[l] + (1 - a) x[r])` over the pairs of a row, for kernels that run on the host. */
export function logSumOfPairs (x: Float32Array, outer: Outer): number {
  let top = -Infinity
  eachPair(x, outer, logit => { if (logit > top) top = logit })
  let sum = 0
  eachPair(x, outer, logit => { sum += Math.exp(logit - top) })
  return top + Math.log(sum)
}

/** Its derivative by the numbers of the row, times `dy`, added to what is there. */
export function addSlopesOfPairs (
  slopes: Float64Array, x: Float32Array, outer: Outer, dy: number
): void {
  const log = logSumOfPairs(x, outer)
  eachPair(x, outer, (logit, left, right, share) => {
    const part = Math.exp(logit - log) * dy
    slopes[left] += share * part
    slopes[right] += part - share * part
  })
}

function eachPair (
  x: Float32Array, { left, right, shares }: Outer,
  visit: (logit: number, left: number, right: number, share: number) => void
): void {
  let pair = 0
  for (let l = 0; l < left.length; l++) {
    for (let r = 0; r < right.length; r++) {
      const share = shares[pair++]
      const other = x[right[r]]
      visit(share * (x[left[l]] - other) + other, left[l], right[r], share)
    }
  }
}
