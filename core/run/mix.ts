import type { Tensor } from '@tensorflow/tfjs-core'
import type { Batch, HostArray, Plan, PoolReader, Recorder } from '../contract/index.js'
import type { Element } from './dataset.js'
import type { Samples } from './samples.js'
import type { HasAsynchronous } from './signals.js'
import type { MixState } from './state.js'
import type { WholeOptions } from './whole.js'

/** A mixed batch has the names of the batch it came from but `index`; labels become soft. */
export type Mixed<B extends Batch> = {
  readonly [Name in keyof B as Exclude<Name, 'index'>]: Name extends 'x'
    ? B['x']
    : MixedTarget<B[Name], B['x']>
}

type MixedTarget<Value, X> = Value extends Tensor ? Tensor
  : Value extends
    readonly number[] | ReadonlyArray<readonly number[]> | Int32Array | Float32Array | Float64Array
    ? (X extends Tensor ? Tensor : HostArray<Float32Array>)
  : Value extends HostArray<Float64Array> ? (X extends Tensor ? Tensor : Value)
  : Value

/** What one call may say. */
export interface StepOptions {
  /**
   * The step to plan for, instead of the next one: for workers that share out the steps. The count
   * does not move.
   */
  readonly step?: number
  /** Not training: nothing is mixed, targets are only put into the form that mixed ones have. */
  readonly training?: boolean
  /**
   * What chance decides, instead of the generator: `replay(plan)`, or another implementation's
   * decisions, `scripted({ lambda: 0.3, pair: [1, 0] })`.
   */
  readonly draws?: Recorder
}

/** A mixer that runs: see `createMixer`. */
export interface Mix {
  readonly name: string
  readonly domain: string
  /**
   * Plans a batch and carries the plan out. Synchronous, so it works inside `tf.variableGrads`;
   * gradients reach `x`.
   *
   * @param batch - `x` as the domain has it (images: float32 `[batch, height, width, channels]` or
   *   bytes) and targets
   * @returns the mixed batch, whose tensors are the caller's, and its plan. Inputs are neither
   *   changed nor disposed.
   * @throws INPUT, EMPTY_BATCH, TARGET and the like, before anything is computed
   */
  mix<B extends Batch> (
    batch: B, options?: StepOptions
  ): { readonly batch: Mixed<B>, readonly plan: Plan }
  /** The same for rows that are a list, such as clouds, without targets: a list comes back. */
  mix<Row> (
    rows: readonly Row[], options?: StepOptions
  ): { readonly batch: Row[], readonly plan: Plan }
  /** Decides, without touching a tensor. */
  plan (batch: Batch | readonly unknown[], options?: StepOptions): Plan
  /** Carries a plan out: one made by `plan`, recorded earlier, or made elsewhere. Never draws. */
  apply<B extends Batch> (batch: B, plan: Plan | Plan<Tensor>): Mixed<B>
  /** The same for a list of rows. */
  apply<Row> (rows: readonly Row[], plan: Plan | Plan<Tensor>): Row[]
  /**
   * Carries a plan out, some outputs at a time, for a mix that memory does not hold at once: read
   * each part and dispose it before the next is asked for. Laid together, in their order, the parts
   * are what `apply` gives, bit for bit.
   *
   * @param rows - how many outputs a part has; the last may have fewer
   * @throws OPTION for rows that are none, and for a mixer that looks back on a whole batch; PLAN
   *   for a plan whose outputs do not stand alone: it holds tensors, goes on with another plan, or
   *   has rows that a score makes. All before the first part is painted.
   */
  applyInParts<B extends Batch> (batch: B, plan: Plan, rows: number): Generator<Mixed<B>>
  /**
   * The plan with the weights that signals from the model's answer give it (TransMix); same images,
   * other labels.
   */
  refine (plan: Plan | Plan<Tensor>, signals: Readonly<Record<string, Tensor>>): Plan<Tensor>
  /**
   * For tf.data: `dataset.batch(64).mapAsync(mix.forDataset())`. Elements are batches, or
   * `{ xs, ys }`.
   */
  forDataset (
    options?: Pick<StepOptions, 'training'>
  ): <E extends Element>(element: E) => Promise<E>
  /** Mixes the batches of any iterable, one after the other. */
  batches<B extends Batch> (
    source: Iterable<B> | AsyncIterable<B>, options?: Pick<StepOptions, 'training'>
  ): AsyncGenerator<Mixed<B>>
  /**
   * Mixes a whole data set once, batch by batch, in an order of the seed and the step. It is the
   * pool `dataset` of the mixer too, unless that is given, and batches say which of its rows they
   * are.
   *
   * @param whole - all rows in one batch, or a reader of them
   */
  batches<B extends Batch> (
    whole: B | PoolReader<B>, options: WholeOptions
  ): AsyncGenerator<Mixed<B>>
  /**
   * For pipelines that yield single samples: each is mixed with the last ones, which a pairing
   * `reservoir()` draws on.
   */
  samples: Samples
  /** The step, and the batch that is held for the next one: enough to go on elsewhere. */
  state (): Promise<MixState>
  /** Goes on from a state of the same mixer and seed. */
  restore (state: MixState): void
  /** Lets go of what is held between steps. The mixer can be used again. */
  dispose (): void
}

/**
 * A mixer that waits for a signal: `mix` and `plan` give promises, and do their work in the order
 * they were called. It cannot work inside a loss, and mixes no single samples.
 */
export interface AsyncMix extends Omit<Mix, 'mix' | 'plan' | 'samples'> {
  /** As `Mix.mix`, once its signals are there. */
  mix<B extends Batch> (
    batch: B, options?: StepOptions
  ): Promise<{ readonly batch: Mixed<B>, readonly plan: Plan }>
  mix<Row> (
    rows: readonly Row[], options?: StepOptions
  ): Promise<{ readonly batch: Row[], readonly plan: Plan }>
  /** As `Mix.plan`, once its signals are there. */
  plan (batch: Batch | readonly unknown[], options?: StepOptions): Promise<Plan>
}

/** What `createMixer` gives for these providers of signals. */
export type MixOf<Given> = HasAsynchronous<Given> extends true ? AsyncMix : Mix
