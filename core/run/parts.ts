import type { ConfiguredMixer, Plan } from '../contract/index.js'
import { fail } from '../errors.js'
import { partOf } from '../plan/part.js'
import { requirePlan } from '../plan/require-plan.js'
import type { Rules } from '../plan/rules.js'

/**
 * Paints the parts of a plan one after the other, each when it is asked for.
 *
 * @throws as `Mix.applyInParts`
 */
export function inParts<Live, Painted> (
  { name, pools }: ConfiguredMixer<Live>, plan: Plan, rows: number, rules: Rules,
  paint: (part: Plan) => Painted
): Generator<Painted> {
  if (!Number.isSafeInteger(rows) || rows < 1)
    throw fail('OPTION', name, 'rows', 'must be a whole number of at least 1', rows)
  if (pools.includes('previous'))
    throw fail('OPTION', name, 'pools', 'must not have "previous" to paint in parts', pools)
  requirePlan(plan)
  partOf(plan, 0, 0, rules)
  return painted()

  function * painted (): Generator<Painted> {
    for (let first = 0; first < plan.size; first += rows) {
      yield paint(partOf(plan, first, Math.min(first + rows, plan.size), rules))
    }
  }
}
