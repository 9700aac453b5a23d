import type { Plan } from '../contract/index.js'
import { refusal } from './check/path.js'

/**
 * Refuses what is no plan at all, where a plan is about to be read. Whether one is sound, down to
 * its last number, is for `check` to tell.
 *
 * @throws PLAN
 */
export function requirePlan (plan: unknown): asserts plan is Plan<unknown> {
  const { size, axes, frame, layers, draws } = Object(plan) as Partial<Plan<unknown>>
  const lists = [axes, frame, layers].every(Array.isArray)
  const sound = lists && Array.from<unknown>(layers ?? []).every(isObject) && isObject(draws) &&
    Number.isSafeInteger(size)
  if (!sound) throw refusal([], 'must be a plan', plan)
}

function isObject (value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
