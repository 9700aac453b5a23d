import * as z from 'zod/mini'
import type { ConfiguredMixer, Domain, Refusals, Target, TargetSettings } from
  '../contract/index.js'
import { parseOptions } from '../define/options.js'
import { count, option, probability } from '../define/schemas.js'
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

export const settingsSchema = z.object({
  kind: option(z.string()).optional().describe('the rule it follows; its own name by default'),
  classes: count.optional().describe('number of classes; needed for class indices'),
  ignore: option(z.int('must be a whole number')).optional()
    .describe('the class index that carries no target'),
  smoothing: option(z.strictObject({
    kind: z.enum(['uniform', 'classy-vision', 'multi-label']),
    amount: probability
  })).optional().describe('label smoothing, before anything is mixed'),
  minimumVisible: probability.optional().describe(
    'the share of an annotation box that must stay visible'
  )
})

/**
 * The targets named by the user, each with its rule.
 *
 * @throws UNKNOWN_TARGET for a target the domain has no rule for, TARGET for one that the mixer
 *   refuses, OPTION for a setting that is not allowed
 */
export function chosenTargets (
  { name: who, refuses }: Pick<ConfiguredMixer, 'name' | 'refuses'>, targets: TargetOptions,
  domain: Domain
): ChosenTarget[] {
  return named(who, targets).map(([name, given]) => {
    if (name === 'x')
      throw fail('OPTION', who, 'targets', 'must not have "x", which is what targets follow', name)
    const { kind = name, ...settings } = parseOptions(`${who}: target "${name}"`, settingsSchema,
      given)
    checkFollows(who, name, kind, refuses)
    return { name, rule: ruleOf(who, kind, domain), settings }
  })
}

function named (who: string, targets: unknown): ReadonlyArray<readonly [name: string, unknown]> {
  const names = Array.isArray(targets) ? Array.from<unknown>(targets) : undefined
  const sound = names === undefined
    ? typeof targets === 'object' && targets !== null
    : names.every(name => typeof name === 'string') && new Set(names).size === names.length
  if (!sound) {
    throw fail('OPTION', who, 'targets',
      'must be a list of different names, or an object of settings by name', targets)
  }
  return names?.map(name => [name as string, {}]) ?? Object.entries(targets as object)
}

/** @throws TARGET for a kind of target that a mixer refuses */
export function checkFollows (
  who: string, target: string, kind: string, refuses: Refusals = {}
): void {
  if (Object.hasOwn(refuses, kind)) throw fail('TARGET', who, target, refuses[kind])
}

/** The rule of a kind of target. */
export function ruleOf (who: string, kind: string, domain: Domain): Target {
  if (typeof kind === 'string' && Object.hasOwn(domain.targets, kind)) return domain.targets[kind]
  throw fail('UNKNOWN_TARGET', who, String(kind), Object.keys(domain.targets))
}
