import { z } from 'zod'
import type { Domain, Target, TargetSettings } from '../contract/index.js'
import { parseOptions } from '../define/options.js'
import { count, probability } from '../define/schemas.js'
import { fail } from '../errors.js'

/** The targets of a mixer: their names, or their names with how they are read. */
export type TargetOptions = readonly string[] | Readonly<
  Record<string, TargetSettings & { readonly kind?: string }>
>

/** A target by its name in the batch, with its rule and settings. */
export interface ChosenTarget {
  readonly name: string
  readonly rule: Target
  readonly settings: TargetSettings
}

const settingsSchema = z.object({
  kind: z.string().optional().describe('the rule it follows; its own name by default'),
  classes: count.optional().describe('number of classes; needed for class indices'),
  ignore: z.int().optional().describe('the class index that carries no target'),
  smoothing: z.strictObject({
    kind: z.enum(['uniform', 'classy-vision', 'multi-label']),
    amount: probability
  }).optional(),
  minimumVisible: probability.optional().describe(
    'the share of an annotation box that must stay visible'
  )
})

/**
 * The targets named by the user, each with its rule.
 *
 * @throws UNKNOWN_TARGET for a target the domain has no rule for, OPTION for a setting that is not
 *   allowed
 */
export function chosenTargets (who: string, targets: TargetOptions,
  domain: Domain): ChosenTarget[] {
  const named = isList(targets)
    ? targets.map(name => [name, {}] as const)
    : Object.entries(Object(targets) as object)
  return named.map(([name, given]) => {
    const { kind = name, ...settings } = parseOptions(`${who}: target "${name}"`, settingsSchema,
      given)
    return { name, rule: ruleOf(who, kind, domain), settings }
  })
}

/** The rule of a kind of target. */
export function ruleOf (who: string, kind: string, domain: Domain): Target {
  if (typeof kind === 'string' && Object.hasOwn(domain.targets, kind)) return domain.targets[kind]
  throw fail('UNKNOWN_TARGET', who, String(kind), Object.keys(domain.targets))
}

function isList (targets: TargetOptions): targets is readonly string[] {
  return Array.isArray(targets)
}
