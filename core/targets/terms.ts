import type { Plan } from '../contract/index.js'
import type { Strength } from '../paint/strength.js'
import { isZeros, pick, times } from '../paint/strength.js'
import { strokes } from '../paint/strokes.js'
import type { Term, Terms } from '../paint/terms.js'
import { addTerm } from '../paint/terms.js'
import type { Rules } from '../plan/rules.js'
import { targetWeights } from '../plan/visible.js'

/**
 * Whose target every output carries, and how much of it: the pool, the row and the weight of every
 * part, through the whole chain of a plan. Parts without weight are left out.
 *
 * @throws PLAN where a weight is neither stated nor visible on the host
 */
export function targetTerms (plan: Plan<unknown>, rules?: Rules): Terms<string> {
  const weights = targetWeights(plan, rules)
  const own = plan.layers.flatMap((layer, l) =>
    strokes({ ...plan, layers: [layer] }, rules).flatMap((stroke): Array<Term<string>> => {
      if (typeof stroke.pool !== 'string') return []
      const entry = stroke.pieceOf.map(piece => piece < 0 ? -1 : stroke.entries[piece])
      const strength = pick(weights[l] as Strength, entry)
      const rows = stroke.pieceOf.map(piece => piece < 0 ? 0 : stroke.rows[piece])
      return isZeros(strength) ? [] : [{ x: stroke.pool, rows, strength }]
    }))
  const terms = own.reduce<Terms<string>>(addTerm, [])
  return plan.then === undefined ? terms : through(terms, targetTerms(plan.then, rules))
}

/** The targets of a further plan, whose `batch` is what `before` describes. */
function through (before: Terms<string>, after: Terms<string>): Terms<string> {
  return after
    .flatMap(term => term.x !== 'batch'
      ? [term]
      : before.map(({ x, rows, strength }) => ({
        x,
        rows: term.rows.map(row => rows[row]),
        strength: times(pick(strength, term.rows), term.strength)
      })))
    .reduce<Terms<string>>(addTerm, [])
}

/** How many outputs a plan ends with. */
export function outputCount (plan: Plan<unknown>): number {
  return plan.then === undefined ? plan.size : outputCount(plan.then)
}
