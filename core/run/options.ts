import type { Batch, ConfiguredMixer, Domain, SignalProvider } from '../contract/index.js'
import { fail } from '../errors.js'
import { defaultRegistry } from '../registry/index.js'
import type { Registry } from '../registry/index.js'
import { rows } from './rows.js'
import type { ChosenTarget, TargetOptions } from './settings.js'
import { chosenTargets } from './settings.js'

/** How a mixer is run. */
export interface MixOptions {
  /**
   * Any whole number; the same seed gives the same plans on every backend and any number of
   * workers. 0 by default.
   */
  readonly seed?: number
  /**
   * The targets of every batch, by name, or with how they are read: `{ label: { classes: 10 } }`.
   * Absent: all that a batch holds besides `x`.
   */
  readonly targets?: TargetOptions
  /** The domain, for a mixer that works in every one. */
  readonly domain?: string
  /**
   * Batches that a mixer or pairing draws on besides the one it mixes, or functions that give them.
   */
  readonly pools?: Readonly<Record<string, Batch | (() => Batch)>>
  /** What only a model or an analysis can tell, by name. Not asynchronous. */
  readonly signals?: Readonly<Record<string, SignalProvider>>
  /** Where domains and services are looked up; the default registry by default. */
  readonly registry?: Registry
}

/** Options checked against the mixer they are for. */
export interface Setting {
  readonly domain: Domain
  readonly targets: readonly ChosenTarget[] | undefined
  readonly seed: number
  readonly registry: Registry
  readonly pools: () => Readonly<Record<string, Batch>>
  readonly signals: Readonly<Record<string, SignalProvider>>
}

const known = ['seed', 'targets', 'domain', 'pools', 'signals', 'registry']
/** Pools that the run itself fills. */
const filled = ['previous', 'reservoir']

/**
 * @throws OPTION, UNKNOWN_OPTION, UNKNOWN_NAME (domain), UNKNOWN_TARGET, POOL and SIGNAL, all
 *   before any batch
 */
export function settingOf (mixer: ConfiguredMixer, options: MixOptions): Setting {
  const { name } = mixer
  const unknown = Object.keys(options).find(option => !known.includes(option))
  if (unknown !== undefined) throw fail('UNKNOWN_OPTION', name, unknown, known)
  const { seed = 0, targets, pools = {}, signals = {}, registry = defaultRegistry } = options
  if (!Number.isSafeInteger(seed))
    throw fail('OPTION', name, 'seed', 'must be a whole number', seed)
  const domain = domainOf(mixer, options.domain, registry)
  for (const pool of mixer.pools) {
    if (!filled.includes(pool) && pools[pool] === undefined)
      throw fail('POOL', name, pool, Object.keys(pools))
  }
  for (const signal of mixer.signals) {
    if (typeof signals[signal] !== 'function')
      throw fail('SIGNAL', name, signal, `give a function: signals: { ${signal}: batch => … }`)
  }
  return {
    domain,
    targets: targets === undefined ? undefined : chosenTargets(name, targets, domain),
    seed,
    registry,
    pools: () => Object.fromEntries(Object.entries(pools).map(([pool, batch]) =>
      [pool, typeof batch === 'function' ? batch() : batch])),
    signals
  }
}

function domainOf (mixer: ConfiguredMixer, asked: string | undefined,
  registry: Registry): Domain {
  if (asked !== undefined && mixer.domain !== 'any' && asked !== mixer.domain) {
    throw fail('OPTION', mixer.name, 'domain', `must be "${mixer.domain}", the domain of the mixer`,
      asked)
  }
  const name = asked ?? mixer.domain
  return name === 'any' ? rows : registry.domain(name)
}
