import type { $ZodObject, input } from 'zod/v4/core'
import type {
  ConfiguredMixer, MixerFactory, MixOptions, Registry, StandardOptions
} from '../../core/index.js'
import { defaultRegistry } from '../../core/index.js'
import type { PropertyName } from '../../plugins/check/properties/index.js'

/** Everything the tests need to know of a mixer. */
export interface Entry<Options = unknown> {
  /** As the registry has it, `image/cutmix`; a composition's own name, `one-of`. */
  readonly name: string
  /** The domain whose batches it is tried on. */
  readonly domain: string
  /** What makes it: a registered factory, or a function of core that composes mixers. */
  readonly made: Made
  make (options: Options): ConfiguredMixer
  /** Sets of valid options; together they reach every option and every draw. */
  readonly options: readonly Options[]
  /** The golden files it answers to, without `.json`. */
  readonly goldens: readonly string[]
  /** The names of all its draws. */
  readonly draws: readonly string[]
  /** Whether the weights of an output sum to 1. */
  readonly weights: 'convex' | 'free'
  readonly exemptions: ReadonlyArray<Exemption<Options>>
  /** Tensors are mixed only where the host gets their numbers at once: not on webgpu and webgl. */
  readonly memory?: 'host'
  /** Where it is registered. */
  readonly registry: Registry
  /** Why its defaults are not among its option sets. */
  readonly untriedDefaults?: string
  /** Options that none of its option sets has, and why. */
  readonly untried?: Readonly<Record<string, string>>
  /** What gives the signals that it needs, whatever the batch holds: by its shape. */
  readonly signals?: MixOptions['signals']
  /** What gives the pools that it needs. */
  readonly pools?: MixOptions['pools']
}

export type Made =
  | { readonly kind: 'mixer', readonly factory: MixerFactory }
  | { readonly kind: 'composition', readonly compose: (...given: never[]) => unknown }

/** A property that a mixer does not have, and why that is right. */
export interface Exemption<Options = unknown> {
  readonly property: PropertyName
  readonly reason: string
  /** The option sets it is for; all of them if absent. */
  when? (options: Options): boolean
}

/** What the author of an entry says; the rest has defaults. */
type About<Options> = Pick<Entry<Options>, 'options' | 'draws'> &
  Partial<Pick<Entry<Options>,
    'goldens' | 'weights' | 'exemptions' | 'registry' | 'domain' | 'signals' | 'pools' |
    'memory' | 'untriedDefaults' | 'untried'>>

/** Whether the tensors of a backend can be mixed by a mixer. */
export function runsOn (backend: string, { memory }: Entry): boolean {
  return memory !== 'host' || !backend.startsWith('webg')
}

/** Whether a mix of it is painted by itself: what mixes within a loss alone is not. */
export function paintsAlone ({ exemptions }: Entry): boolean {
  return !exemptions.some(({ property, when }) =>
    property === 'wasm-equals-cpu' && when === undefined)
}

/** The entry of a registered mixer. */
export function mixerEntry<Schema extends $ZodObject> (
  name: string, factory: MixerFactory<Schema>, about: About<input<Schema> & StandardOptions>
): Entry {
  const { domain } = factory.description
  const made = { kind: 'mixer', factory: factory as MixerFactory } as const
  return { ...defaults, domain, ...about, name, made, make: factory }
}

/** The entry of a composition: `options` are whatever `make` takes. */
export function compositionEntry<Options> (
  name: string, compose: (...given: never[]) => unknown,
  about: About<Options> & { make (options: Options): ConfiguredMixer }
): Entry {
  const made = { kind: 'composition', compose } as const
  return { ...defaults, ...about, name, made }
}

const defaults = {
  domain: 'image', goldens: [], weights: 'convex', exemptions: [], registry: defaultRegistry
} as const
