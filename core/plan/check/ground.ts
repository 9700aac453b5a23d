import type { Domain, Plan, PoolFacts } from '../../contract/index.js'
import { fail } from '../../errors.js'
import { defaultLimits } from '../limits.js'
import type { Limits } from '../limits.js'
import { ruleTable } from '../rules.js'
import type { Rules } from '../rules.js'

/** What a plan may use of a domain. */
export type CheckedDomain = Pick<Domain, 'axes' | 'steps' | 'blends' | 'rules'>

/** What a plan is checked against; what is not given is not checked. */
export interface CheckOptions {
  /** Limits that differ from the default ones. */
  readonly limits?: Partial<Limits>
  /** The rules there are; with them, or with a domain, an unknown rule is an error. */
  readonly rules?: Rules
  /** The axes, steps, blends and rules there are. */
  readonly domain?: CheckedDomain
  /** The pools there are, and their sizes. */
  readonly pools?: Readonly<Record<string, Pick<PoolFacts, 'size'>>>
}

/** What a plan stands on while it is checked. */
export interface Ground {
  readonly limits: Limits
  readonly rules: Rules
  /** Whether `rules` holds all there are. */
  readonly closed: boolean
  readonly domain?: CheckedDomain
  readonly pools?: Readonly<Record<string, Pick<PoolFacts, 'size'>>>
}

/** A plan whose parts have the right types, and whose names may be any. */
export type AnyPlan = Plan<unknown>

/** @throws OPTION for options that are none */
export function limitsOf (options: CheckOptions): Limits {
  if (typeof options !== 'object' || options === null)
    throw fail('OPTION', 'check', 'options', 'must be an object', options)
  return { ...defaultLimits, ...options.limits }
}

export function groundOf (options: CheckOptions): Ground {
  const limits = limitsOf(options)
  const { rules, domain, pools } = options
  const own = ruleTable(domain?.rules ?? {})
  return {
    limits,
    rules: rules === undefined ? own : new Map([...own, ...rules]),
    closed: rules !== undefined || domain !== undefined,
    domain,
    pools
  }
}
