import type { $ZodObject, input } from 'zod/v4/core'
import type {
  ConfiguredMixer,
  ConfiguredPairing,
  Draft,
  Facts,
  Mixer,
  MixerDefinition,
  MixerDescription,
  MixerFactory,
  Options,
  Plan,
  Recorder,
  Services,
  StandardOptions
} from '../contract/index.js'
import { fail } from '../errors.js'
import { permutation } from '../pairing/permutation.js'
import { checkDefinition } from './check.js'
import { toOptions } from './json.js'
import { parseOptions } from './options.js'

/**
 * Names a method and decides its mixes; gives a factory: `cutmix({ alpha: 0.5 })` is a configured
 * mixer.
 *
 * The factory throws OPTION or UNKNOWN_OPTION, naming the option, what is allowed and what was got.
 */
export function defineMixer<Schema extends $ZodObject, F extends Facts = Facts, Live = never> (
  definition: MixerDefinition<Schema, F, Live>
): MixerFactory<Schema, Live> {
  checkDefinition('defineMixer', definition, 'plan')
  return factory(definition, () => definition as unknown as Mixer<unknown, Facts, Live>)
}

/**
 * A factory of configured mixers; `implementation` finds what plans, from the services if it needs
 * any.
 */
export function factory<Schema extends $ZodObject, Live> (
  description: MixerDescription<Schema>,
  implementation: (services: Services) => Mixer<unknown, Facts, Live>
): MixerFactory<Schema, Live> {
  const make = (given?: input<Schema> & StandardOptions): ConfiguredMixer<Live> =>
    configure(description, given, implementation)
  return Object.assign(make, { description })
}

/** Partners of a mixer that asks for none. */
const none: ConfiguredPairing = { name: 'own', options: {}, pools: [], pair: () => {
  throw fail('PLAN', 'draft', 'must not ask for partners where "pairing" is "own"', undefined)
} }

function configure<Schema extends $ZodObject, Live> (
  description: MixerDescription<Schema>, given: (input<Schema> & StandardOptions) | undefined,
  implementation: (services: Services) => Mixer<unknown, Facts, Live>
): ConfiguredMixer<Live> {
  const { name, domain } = description
  const { pairing: usual = permutation() } = description
  const fixed = usual === 'own'
  const asked = givenOptions(name, given)
  const { pairing = fixed ? none : usual, ...others } = asked
  const chosen = parseOptions(name, description.options,
    fixed ? asked : others, fixed ? [] : ['pairing'])
  checkPairing(name, pairing)
  const pools = [...description.pools ?? [], ...pairing.pools]
  const signals = [...description.signals ?? [], ...pairing.signals ?? []]
  const optional = description.optionalSignals ?? []
  const own = toOptions(chosen)
  // Told when asked: a pairing may find out an option, such as a bandwidth, from its first data
  const optionsNow = (): Options =>
    ({ ...own, ...!fixed && { pairing: { name: pairing.name, ...pairing.options } } })
  const plan = (facts: Facts, draw: Recorder, services: Services): Plan<Live> => {
    requirePresent(name, facts, pools, signals)
    const given = { ...facts, pair: () => pairing.pair(facts, draw) }
    const draft = implementation(services).plan(given, chosen, draw)
    return finish(name, optionsNow(), facts, draw, draft)
  }
  const { pictures } = description
  const refuses = description.refuses?.(chosen)
  return {
    name, domain, options: optionsNow(), pools, signals, plan,
    ...optional.length > 0 && { optionalSignals: optional },
    ...pictures && { pictures }, ...refuses && { refuses },
    refine: (plan, found, visible, services) => {
      const mixer = implementation(services)
      return mixer.refine?.(plan, found, visible) ?? plan
    }
  }
}

function givenOptions<Given extends StandardOptions> (name: string,
  given: Given | undefined): Given {
  if (given === undefined) return {} as Given
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw fail('OPTION', name, 'options', 'must be an object', given)
  }
  return given
}

function checkPairing (name: string, pairing: ConfiguredPairing): void {
  const { name: called, pools, pair } = Object(pairing) as Partial<ConfiguredPairing>
  if (typeof called === 'string' && Array.isArray(pools) && typeof pair === 'function') return
  throw fail('OPTION', name, 'pairing',
    'must be a configured pairing such as permutation() or flip()', pairing)
}

/** `previous` is filled by the mixer's own run, so it is missing on the first step only. */
function requirePresent (
  name: string, facts: Facts, pools: readonly string[], signals: readonly string[]
): void {
  for (const pool of pools) {
    if (pool !== 'previous' && facts.pools[pool] === undefined)
      throw fail('POOL', name, pool, Object.keys(facts.pools))
  }
  for (const signal of signals) {
    if (facts.signals[signal] === undefined)
      throw fail('SIGNAL', name, signal, 'give it in "signals"')
  }
}

/** Fills in what a draft leaves to the contract. */
function finish<Live> (
  mixer: string, options: Options, facts: Facts, draw: Recorder, draft: Draft<Live>
): Plan<Live> {
  if (typeof draft !== 'object' || draft === null) {
    const allowed = `must be layers, or { layers, … }, from the mixer "${mixer}"`
    throw fail('PLAN', 'draft', allowed, draft)
  }
  const decided = 'layers' in draft ? draft : { layers: draft }
  const { size = facts.size, axes = facts.axes, frame = facts.frame, then, layers, ...rest } =
    decided
  return {
    mixer, version: 1, options, draws: draw.record(), size, axes, frame, layers, ...rest,
    ...then && { then: { ...finish(further(mixer), {}, { ...facts, size, axes, frame }, draw, then),
      draws: {} } }
  }
}

/** The name in the second plan of one mixer, `cropmix#2`, in the third, and so on. */
function further (name: string): string {
  const [mixer, turn = '1'] = name.split('#')
  return `${mixer}#${Number(turn) + 1}`
}
