import type { Comparison, Failure } from '../compare.js'
import { compare } from '../compare.js'
import type { Numbers, Results } from '../results.js'
import type { Tolerance } from '../tolerances.js'
import type { GivenCase, LabellingLaw } from './law.js'

/** How far a cost may lie above the expected one: what float32 sums lose, as a share of it. */
const ROUNDING = 1e-5

/**
 * Compares the results of a solver. The same labelling must have the same cost, and all else must
 * be as expected. Of another one no cost may be more than expected; then the expected results
 * must follow from the expected labelling, and the own ones from the own.
 */
export function compareLabelled (
  law: LabellingLaw, given: GivenCase, want: Results, got: Results,
  toleranceOf: (result: string) => Tolerance
): Comparison {
  const measured = (results: Results): Results =>
    new Map([...results, ...law.measure(given, results, want)])
  if (same(want.get(law.labelling), got.get(law.labelling)))
    return compare(want, measured(got), toleranceOf)
  const costs = law.measure(given, want, want)
  const follows = (results: Results): Results =>
    new Map([...law.follow(given, results)].filter(([name]) => results.has(name)))
  const only = (results: Results, names: Iterable<string>): Results =>
    new Map([...names].filter(name => results.has(name)).map(name => [name, results.get(name)!]))
  const settled = follows(want)
  const dependent = new Set([law.labelling, ...costs.keys(), ...settled.keys(),
    ...[...want.keys()].filter(name => name.startsWith('plan'))])
  const comparisons = [
    compare(only(want, [...want.keys()].filter(name => !dependent.has(name))), got, toleranceOf),
    compare(only(want, costs.keys()), costs, toleranceOf),
    compare(only(want, settled.keys()), settled, toleranceOf),
    compare(follows(got), got, toleranceOf)
  ]
  return {
    failures: [
      ...comparisons.flatMap(({ failures }) => failures), ...dearer(law, given, want, got, costs)
    ],
    worst: Math.max(...comparisons.map(({ worst }) => worst))
  }
}

function same (want: unknown, got: unknown): boolean {
  const [a, b] = [want, got] as [Numbers | undefined, Numbers | undefined]
  return a?.data.length === b?.data.length &&
    Array.from(a?.data ?? []).every((value, k) => Math.abs(value - b!.data[k]) < 1e-6)
}

/** Costs that are above those of the expected labelling. */
function dearer (
  law: LabellingLaw, given: GivenCase, want: Results, got: Results,
  costs: ReadonlyMap<string, Numbers>
): Failure[] {
  const own = law.measure(given, got, want)
  return [...costs].flatMap(([key, { data }]) => Array.from(data).flatMap((value, index) => {
    const cost = own.get(key)?.data[index] ?? NaN
    return cost <= value + ROUNDING * Math.abs(value)
      ? []
      : [{ key, index, expected: `at most ${value}`, got: String(cost) }]
  }))
}
