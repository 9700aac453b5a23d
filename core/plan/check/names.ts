import * as z from 'zod/mini'
import type { $ZodObject } from 'zod/v4/core'
import type { Blend, RuleDefinition } from '../../contract/index.js'
import { fail } from '../../errors.js'
import { isRule } from '../kinds.js'
import { exact, ruleOf } from '../rules.js'
import type { AnyNamedRule } from '../rules.js'
import type { Ground } from './ground.js'
import { refusal, schemaRefusal } from './path.js'
import type { Path } from '../../define/flaw.js'

/** A step whose name need not be known. */
export interface AnyStep { readonly step: string, readonly [parameter: string]: unknown }

/** Names are compared with all that are known, so they are short. */
export function checkName (name: string, { limits }: Ground, path: Path): void {
  if (name.length <= limits.name) return
  throw refusal(path, `must be a name of at most ${limits.name} characters`, name)
}

/** A rule, if it is known: that it gives what is wanted, and its parameters. */
export function checkRule (
  value: AnyNamedRule, gives: RuleDefinition['gives'] | 'any', ground: Ground, path: Path
): void {
  checkName(value.rule, ground, [...path, 'rule'])
  checkParameters(value, ground, path)
  if (ground.closed || ground.rules.has(value.rule)) ruleOf(value, gives, ground.rules, path)
}

/** Steps: that the domain has them, and their parameters. */
export function checkSteps (steps: readonly unknown[], ground: Ground, path: Path): void {
  steps.forEach((step, i) => { checkStep(step as AnyStep, ground, [...path, i]) })
}

function checkStep (step: AnyStep, ground: Ground, path: Path): void {
  checkOne('step', step, ground.domain && (ground.domain.steps ?? {}), ground, path)
}

/** How a layer meets what is there: `over` and `sum` every domain knows, the rest it must have. */
export function checkBlend (blend: Blend, ground: Ground, path: Path): void {
  if (blend === 'over' || blend === 'sum') return
  const value = typeof blend === 'string' ? { step: blend } : blend as unknown as AnyStep
  checkOne('blend', value, ground.domain && (ground.domain.blends ?? {}), ground, path)
}

/** What names a step: that it is among those there are, if these are known, and its parameters. */
function checkOne (
  kind: 'step' | 'blend', value: AnyStep,
  known: Readonly<Record<string, { readonly parameters: $ZodObject }>> | undefined,
  ground: Ground, path: Path
): void {
  const { step, ...parameters } = value
  checkName(step, ground, [...path, 'step'])
  checkParameters(parameters, ground, path)
  if (known === undefined) return
  if (!Object.hasOwn(known, step)) throw fail('UNKNOWN_NAME', kind, step, Object.keys(known))
  const parsed = z.safeParse(exact(known[step].parameters), parameters)
  if (!parsed.success) throw schemaRefusal(parsed.error, parameters, path)
}

/** The rules among parameters. */
export function checkParameters (
  parameters: Readonly<Record<string, unknown>>, ground: Ground, path: Path
): void {
  for (const [key, value] of Object.entries(parameters)) {
    if (isRule(value)) checkRule(value, 'any', ground, [...path, key])
  }
}
