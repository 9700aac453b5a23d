import { fail } from '../errors.js'
import { isPlain } from './kinds.js'

/** The version of the plan format that this release writes. */
const NEWEST = 1

/** A plan as JSON holds it, of some version. */
export type WirePlan = Readonly<Record<string, unknown>>

/**
 * What makes a plan of a version one of the next: version 2 will bring `1: plan => ({ … })`.
 * A migration sees one plan of a chain; those further on are migrated on their own.
 */
export type Migrations = Readonly<Record<number, (plan: WirePlan) => WirePlan>>
const migrations: Migrations = {}

/**
 * A plan of any known version as one of the newest, the whole chain of it.
 *
 * @throws PLAN_VERSION for a version this release does not know
 */
export function migrate (
  value: unknown, known: Migrations = migrations, newest: number = NEWEST
): unknown {
  if (!isPlain(value)) return value
  const plan = toNewest(value, known, newest)
  return plan.then === undefined ? plan : { ...plan, then: migrate(plan.then, known, newest) }
}

function toNewest (plan: WirePlan, known: Migrations, newest: number): WirePlan {
  const { version } = plan
  if (version === newest) return plan
  if (typeof version !== 'number' || !Object.hasOwn(known, version)) {
    throw fail('PLAN_VERSION', version)
  }
  return toNewest({ ...known[version](plan), version: version + 1 }, known, newest)
}
