import type { ExecutionContext } from 'ava'
import fc from 'fast-check'

/** Looks for a counterexample, the same way every time, and shows the smallest. */
export function examine<Values extends [unknown, ...unknown[]]> (
  t: ExecutionContext, runs: number, values: { [K in keyof Values]: fc.Arbitrary<Values[K]> },
  problem: (...values: Values) => string | undefined
): void {
  const property = fc.property(...values, (...given) => {
    const wrong = problem(...given)
    if (wrong !== undefined) throw new Error(wrong)
  })
  fc.assert(property as fc.IProperty<unknown>, {
    numRuns: runs, seed: 5, includeErrorInReport: true
  })
  t.pass()
}
