/** A filter from its first term on. */
export type Filter = readonly [first: number, weights: readonly number[]]

/** Filters over all terms: a weight of 1e-17 is none on another machine. */
export function filled (filters: readonly Filter[], terms: number): number[][] {
  return filters.map(([first, weights]) => Array.from({ length: terms }, (_, k) =>
    weights[k - first] ?? 0))
}
