import type { Given } from '../adapter.js'
import type { Numbers, Results } from '../results.js'

/** What is given of a case, without what is expected. */
export interface GivenCase {
  readonly inputs: Given
  readonly params: Given
  readonly decisions: Given
}

/**
 * What a labelling that a solver found is judged by. Solvers may find different ones: then it is
 * what they cost that counts, and that all else follows from them.
 */
export interface LabellingLaw {
  /** The result that is the labelling. */
  readonly labelling: string
  /** What a labelling costs, `by` costs among the expected results. */
  measure (given: GivenCase, results: Results, by: Results): ReadonlyMap<string, Numbers>
  /** What follows from a labelling. */
  follow (given: GivenCase, results: Results): ReadonlyMap<string, Numbers>
}

/** Numbers of a shape. */
export function numbersOf (
  shape: readonly number[], data: ArrayLike<number>, exact = false
): Numbers {
  return { shape, data, exact }
}

/** A result that is numbers. */
export function part (results: Results, name: string): Numbers {
  const found = results.get(name)
  if (typeof found === 'object' && found !== null) return found
  throw new Error(`"${name}" is no result`)
}
