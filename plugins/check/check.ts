import { useBackend } from '../../core/index.js'
import type { MixerFactory, Registry } from '../../core/index.js'
import { fail } from '../../core/errors.js'
import { optionSets } from './option-sets.js'
import type { PropertyName } from './properties/index.js'
import { anyBackend, properties, propertyNames } from './properties/index.js'
import type { Tried } from './property.js'

/** What the author of a mixer says of it, where that is not the rule. */
export interface CheckOptions {
  /** Sets of valid options; by default those that `optionSets` finds. */
  readonly options?: ReadonlyArray<Readonly<Record<string, unknown>>>
  /** The names of all its draws; absent: they are not checked. */
  readonly draws?: readonly string[]
  /** Whether the weights of an output sum to 1; `convex` by default. */
  readonly weights?: 'convex' | 'free'
  /** Properties that it does not have, and why that is right. */
  readonly exempt?: Readonly<Record<string, string>>
  /** Only these properties. */
  readonly properties?: readonly string[]
}

/** One property of a mixer, tried with one set of options on one backend. */
export interface Finding {
  readonly mixer: string
  readonly property: PropertyName
  readonly backend: string
  readonly options: Readonly<Record<string, unknown>>
  /** What is wrong, in a sentence; absent if it holds. */
  readonly problem?: string
  /** Why it need not hold. */
  readonly exempt?: string
}

const backends = ['cpu', 'wasm'] as const

/**
 * Tries a registered image mixer against what every mixer must hold: same seed, same plan; plans
 * survive JSON; weights are shares; targets follow what is visible; gradients, tensors, backends …
 *
 * @param name - as the registry has it
 * @throws OPTION for a mixer of another domain, UNKNOWN_NAME for a property that is none
 */
export async function * checkMixer (
  name: string, factory: MixerFactory, registry: Registry, options: CheckOptions = {}
): AsyncGenerator<Finding> {
  const { domain, signals = [], pools = [], options: schema } = factory.description
  if (domain !== 'image' && domain !== 'any')
    throw fail('OPTION', `check of ${name}`, 'domain', 'must be "image" or "any"', domain)
  if (signals.length + pools.length > 0) {
    throw fail('OPTION', `check of ${name}`, 'signals', 'must not be needed, nor pools',
      [...signals, ...pools])
  }
  const { draws = [], weights = 'convex', exempt = {} } = options
  const make: Tried['make'] = chosen => factory(chosen as Record<string, unknown>)
  const tried: Tried = { name, domain: 'image', make, draws, weights, registry }
  const sets = options.options ?? optionSets(schema)
  for (const backend of backends) {
    for (const property of chosenProperties(options)) {
      if (backend !== 'cpu' && anyBackend.has(property)) continue
      await useBackend(backend)
      for (const chosen of sets) {
        const verdict = await properties[property](tried, chosen)
        const reason = Object.hasOwn(exempt, property) ? { exempt: exempt[property] } : {}
        const problem = verdict.holds ? {} : { problem: verdict.why }
        yield { mixer: name, property, backend, options: chosen, ...problem, ...reason }
      }
    }
  }
}

function chosenProperties (options: CheckOptions): PropertyName[] {
  const { properties: asked, exempt = {}, draws } = options
  const known: readonly string[] = propertyNames
  const unknown = [...asked ?? [], ...Object.keys(exempt)].find(name => !known.includes(name))
  if (unknown !== undefined) throw fail('UNKNOWN_NAME', 'property', unknown, known)
  return propertyNames.filter(name => asked?.includes(name) ?? true)
    .filter(name => name !== 'named-draws' || draws !== undefined)
}
