import type { Tensor } from '@tensorflow/tfjs-core'
import type { $ZodObject, input, output } from 'zod/v4/core'
import type { Batch } from './domain.js'
import type { Draws } from './draws.js'
import type { Facts, Pairing } from './facts.js'
import type { Layer, Options, Partners, Plan, Region } from './plan.js'

/**
 * What a mixer decides; name, options, draws, size and frame are filled in. A bare list is its
 * layers.
 */
export type Draft<Live = never> = ReadonlyArray<Layer<Live>> |
  (Pick<Plan<Live>, 'layers'> & Partial<Pick<Plan<Live>, Decided>> & {
    /** What is done to these outputs in turn. */
    readonly then?: Draft<Live>
  })

type Decided = 'size' | 'axes' | 'frame' | 'after' | 'targets' | 'synthetic'

/** How much of a region shows in every cell of a grid, `[pieces or 1, ...grid]`. */
export type Visible<Live> = (where: Region<Live> | undefined, grid: readonly number[]) => Live

/** Decides the mixes of a method; a domain's adapter carries them out. */
export interface Mixer<Chosen, F extends Facts = Facts, Live = never> {
  /** Pure: the same facts, options and draws give the same plan. */
  plan (facts: F & Pairing, options: Chosen, draw: Draws): Draft<Live>
  /** New weights for the same mix, once the model has seen it (TransMix, PAL). */
  refine? (
    plan: Plan<Tensor>, signals: Readonly<Record<string, Tensor>>, visible: Visible<Tensor>
  ): Plan<Tensor>
}

/** What names a method. */
export interface MixerDescription<Schema extends $ZodObject = $ZodObject> {
  /** As in the paper, kebab-case. */
  readonly name: string
  /** The domain it needs; `any` for a mixer that only uses whole rows. */
  readonly domain: string
  /** `arXiv:…` or the name of the library whose law it is. */
  readonly paper: string
  readonly options: Schema
  /**
   * Who with whom unless the user chooses; a random permutation by default. `own` for a mixer that
   * chooses its partners itself, or has none: it has no option `pairing`.
   */
  readonly pairing?: ConfiguredPairing | 'own'
  /** Pools it reads besides the batch. */
  readonly pools?: readonly string[]
  /** Those of its pools that are only looked at: they need no targets. */
  readonly pictures?: readonly string[]
  /** Signals it cannot do without. */
  readonly signals?: readonly string[]
  /** Signals that it makes use of where they are given. */
  readonly optionalSignals?: readonly string[]
  /** The kinds of targets that cannot follow its mixes with these options, and why. */
  refuses? (options: output<Schema>): Refusals
  /** It mixes tensors alone: what it does to them is not done to arrays on the host. */
  readonly onTensors?: boolean
}

/** By kind, such as `mask`, the end of a sentence: `"cannot follow what is turned"`. */
export type Refusals = Readonly<Record<string, string>>

export type MixerDefinition<Schema extends $ZodObject = $ZodObject, F extends Facts = Facts,
  Live = never> = MixerDescription<Schema> & Mixer<output<Schema>, F, Live>

/** The options of every mixer but those that choose their partners themselves. */
export interface StandardOptions { readonly pairing?: ConfiguredPairing }

/** Makes configured mixers: `cutmix({ alpha: 0.5 })`. */
export interface MixerFactory<Schema extends $ZodObject = $ZodObject, Live = never> {
  (options?: input<Schema> & StandardOptions): ConfiguredMixer<Live>
  readonly description: MixerDescription<Schema>
}

/** A mixer with its options, or a composition of such: whatever can plan. */
export interface ConfiguredMixer<Live = never> {
  readonly name: string
  readonly domain: string
  readonly options: Options
  readonly pools: readonly string[]
  readonly signals: readonly string[]
  readonly optionalSignals?: readonly string[]
  /** Those of its pools that need no targets. */
  readonly pictures?: readonly string[]
  /** The kinds of targets that cannot follow, and why. */
  readonly refuses?: Refusals
  plan (facts: Facts, draw: Recorder, services: Services): Plan<Live>
  /**
   * The plan with the weights that the model's answer gives it; the plan itself for a mixer that
   * has no such step.
   */
  refine (
    plan: Plan<Tensor>, signals: Readonly<Record<string, Tensor>>, visible: Visible<Tensor>,
    services: Services
  ): Plan<Tensor>
}

/** A mixer that is called within a loss, by what the loss has there, and says what it makes. */
export interface InLoss<Given, Made> {
  inLoss (given: Given, plan: PlanInLoss): Made
}

/** Plans a step of the mixer: what is mixed, and the pools of this step. */
export type PlanInLoss = (batch: Batch, pools: Readonly<Record<string, Batch>>) => Plan

/** Draws that keep a record of what was drawn. */
export interface Recorder extends Draws {
  /** All that was drawn so far, by name. */
  record (): Readonly<Record<string, readonly number[]>>
  /**
   * Another stream for a branch of a composition, into the same record. A script goes on where it
   * stands.
   */
  fork (place: string | number): Recorder
  /**
   * Another stream with a record of its own, for the further plan of a sequence. A script moves to
   * its `then`.
   */
  next (): Recorder
}

/** Hands out what a class-based mixer was built from. */
export interface Services { get<T> (key: Token<T> | (new (...services: never[]) => T)): T }
/** Names a service, typed by what it gives. */
export interface Token<T> { readonly key: symbol, readonly type?: T }

/** Who is mixed with whom. */
export interface PairingDefinition<Schema extends $ZodObject = $ZodObject> {
  readonly name: string
  readonly options: Schema
  /** Pools it needs besides the batch. */
  readonly pools?: readonly string[]
  /** Signals it cannot do without. */
  readonly signals?: readonly string[]
  /** Draws the partners of rows 0 … size - 1, under the name `pair`. */
  pair (facts: Facts, options: output<Schema>, draw: Draws): Partners
}

export interface PairingFactory<Schema extends $ZodObject = $ZodObject> {
  (options?: input<Schema>): ConfiguredPairing
  readonly definition: PairingDefinition<Schema>
}

export interface ConfiguredPairing {
  readonly name: string
  readonly options: Options
  readonly pools: readonly string[]
  readonly signals?: readonly string[]
  pair (facts: Facts, draw: Draws): Partners
}
