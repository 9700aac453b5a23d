import type { Batch, ConfiguredMixer, Domain, PoolReader } from '../contract/index.js'
import { fail } from '../errors.js'
import { defaultRegistry } from '../registry/index.js'
import type { Registry } from '../registry/index.js'
import type { Pool } from './gather.js'
import { isReader } from './gather.js'
import { rows } from './rows.js'
import type { Providers } from './signals.js'
import type { ChosenTarget, TargetOptions } from './settings.js'
import { chosenTargets } from './settings.js'

/** How a mixer is run. */
export interface MixOptions<Given extends Providers = Providers> {
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
   * Batches that a mixer or pairing draws on besides the one it mixes, or functions of that one
   * which give them, or readers of rows too many to hold. `dataset` is the whole training set. What
   * is given as an object is read once: its targets must not change.
   */
  readonly pools?: Readonly<Record<string,
    Batch | PoolReader | ((mixed: Batch) => Batch | PoolReader)>>
  /**
   * What only a model or an analysis can tell, by name. With an asynchronous one, `mix` and `plan`
   * give promises.
   */
  readonly signals?: Given
  /** Where domains and services are looked up; the default registry by default. */
  readonly registry?: Registry
}

/** Options checked against the mixer they are for. */
export interface Setting {
  readonly domain: Domain
  readonly targets: readonly ChosenTarget[] | undefined
  readonly seed: number
  readonly registry: Registry
  readonly pools: (mixed: Batch) => Readonly<Record<string, Pool>>
  readonly signals: Providers
}

const known = ['seed', 'targets', 'domain', 'pools', 'signals', 'registry']
/** Pools that the run itself fills. */
const run = ['batch', 'previous', 'reservoir']
/** Pools that a run may fill, or a user: whether one is missing shows at the first plan. */
const later = [...run, 'dataset']

/**
 * @throws OPTION, UNKNOWN_OPTION, UNKNOWN_NAME (domain), UNKNOWN_TARGET, TARGET, POOL, SIGNAL, all
 *   before any batch
 */
export function settingOf (mixer: ConfiguredMixer, options: MixOptions): Setting {
  const { name } = mixer
  checkObject(name, 'options', options)
  const unknown = Object.keys(options).find(option => !known.includes(option))
  if (unknown !== undefined) throw fail('UNKNOWN_OPTION', name, unknown, known)
  const { seed = 0, targets, pools = {}, signals = {}, registry = defaultRegistry } = options
  if (!Number.isSafeInteger(seed))
    throw fail('OPTION', name, 'seed', 'must be a whole number of at most 53 bits', seed)
  if (typeof (registry as Registry | null)?.domain !== 'function')
    throw fail('OPTION', name, 'registry', 'must be made by createRegistry()', registry)
  checkPools(mixer, pools)
  const domain = domainOf(mixer, options.domain, registry)
  checkSignals(mixer, signals, domain)
  return {
    domain,
    targets: targets === undefined ? undefined : chosenTargets(mixer, targets, domain),
    seed,
    registry,
    pools: mixed => Object.fromEntries(Object.entries(pools).map(([pool, batch]) =>
      [pool, checkedPool(name, `pools.${pool}`,
        typeof batch === 'function' ? batch(mixed) : batch)])),
    signals
  }
}

function checkPools (mixer: ConfiguredMixer, pools: MixOptions['pools']): void {
  const { name, pools: needed } = mixer
  checkObject(name, 'pools', pools)
  for (const [pool, batch] of Object.entries(pools as object)) {
    if (run.includes(pool)) {
      const allowed = `must not be given: the run fills it itself, as it does ${run.join(', ')}`
      throw fail('OPTION', name, `pools.${pool}`, allowed, batch)
    }
    if (typeof batch !== 'function') checkedPool(name, `pools.${pool}`, batch)
  }
  // What is called within a loss gets its pools there
  if ('inLoss' in mixer) return
  const missing = needed
    .find(pool => !later.includes(pool) && !Object.hasOwn(pools as object, pool))
  if (missing !== undefined) throw fail('POOL', name, missing, Object.keys(pools as object))
}

function checkSignals (
  { name, signals: needed }: ConfiguredMixer, signals: MixOptions['signals'], domain: Domain
): void {
  checkObject(name, 'signals', signals)
  for (const [signal, give] of Object.entries(signals as object)) {
    if (typeof give !== 'function')
      throw fail('OPTION', name, `signals.${signal}`, 'must be a function of the batch', give)
  }
  const missing = needed.find(signal => !Object.hasOwn(signals as object, signal))
  if (missing === undefined) return
  throw fail('SIGNAL', name, missing, remedyFor(missing, domain))
}

/** How a signal is brought in, by the names of what gives it. */
function remedyFor (signal: string, { providers = {} }: Domain): string {
  const known = Object.hasOwn(providers, signal) ? providers[signal] : []
  return `give a function: signals: { ${signal}: batch => … }` +
    (known.length > 0 ? `; there are ${known.join(', ')}` : '')
}

/** @throws OPTION for anything but an object of entries */
export function checkObject (who: string, option: string, value: unknown): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return
  throw fail('OPTION', who, option, 'must be an object', value)
}

/** @throws INPUT for what has no "x" */
export function checkedBatch (who: string, input: string, batch: unknown): Batch {
  if (typeof batch === 'object' && batch !== null && 'x' in batch) return batch
  throw fail('INPUT', who, input, 'must be an object with "x"', batch)
}

function checkedPool (who: string, input: string, pool: unknown): Pool {
  return isReader(pool) ? pool : checkedBatch(who, input, pool)
}

function domainOf (mixer: ConfiguredMixer, asked: string | undefined,
  registry: Registry): Domain {
  if (asked !== undefined && mixer.domain !== 'any' && asked !== mixer.domain) {
    throw fail('OPTION', mixer.name, 'domain', `must be "${mixer.domain}", the domain of the mixer`,
      asked)
  }
  if (asked !== undefined && typeof asked !== 'string')
    throw fail('OPTION', mixer.name, 'domain', 'must be the name of a domain', asked)
  const name = asked ?? mixer.domain
  return name === 'any' ? rows : registry.domain(name)
}
