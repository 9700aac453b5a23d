import type { Tensor } from '@tensorflow/tfjs-core'
import type { $ZodObject } from 'zod/v4/core'
import type { PoolFacts, RealRows } from './facts.js'
import type { Plan } from './plan.js'

/** An array on the host, row-major: bytes from a decoder, soft labels without a tensor. */
export interface HostArray<Data extends ArrayLike<number> = ArrayLike<number>> {
  readonly data: Data
  readonly shape: readonly number[]
}

/**
 * A batch: what is mixed, and its targets by name. One name is no target: `index`, a list or an
 * `Int32Array` that says which row of the pool `dataset` every row is.
 */
export interface Batch<X = unknown> {
  readonly x: X
  readonly [target: string]: unknown
}

/** A pool whose rows are fetched once they are chosen: rows in a file, or too many to hold. */
export interface PoolReader<B extends Batch = Batch> {
  /** What a plan may know of it. */
  readonly facts: PoolFacts
  /** These rows, in this order: `x` and targets as in a batch. */
  take (rows: Int32Array): B
}

/** How many rows, the shape of one, and the lengths of its named axes. */
export interface Measures {
  readonly size: number
  readonly shape: readonly number[]
  readonly frame: readonly number[]
}

/** A domain: how its rows are read and painted, and which targets follow. */
export interface Domain<X = unknown> {
  readonly name: string
  /** The names of the axes that regions may use, in the order of `frame`. */
  readonly axes: readonly string[]
  /** Checks `x` (`who` is named in the error) and says what a plan may know of it. */
  facts (x: X, who: string): Measures
  /**
   * Carries a plan out on `x` of every pool. Never draws, never reads a tensor back, never changes
   * an input.
   */
  paint (plan: Plan<Tensor>, pools: Readonly<Record<string, X>>, who: string): X
  /**
   * A plan that states the weights which only the domain can tell: of members of sets, of which
   * the core cannot see how many are shown. Asked for targets alone. Absent: the core tells all.
   */
  weigh? (plan: Plan<Tensor>, pools: Readonly<Record<string, X>>, who: string): Plan<Tensor>
  /**
   * Rows that say whom they are from, told of pools of which only some rows were fetched: `rows`
   * has which they were. Absent: rows do not say it.
   */
  renamed? (x: X, rows: Readonly<Record<string, Int32Array>>): X
  /** How targets follow, by name. */
  readonly targets: Readonly<Record<string, Target>>
  readonly steps?: Readonly<Record<string, StepDefinition>>
  /**
   * How a piece meets what is there, beyond `over` and `sum`: by the name of a blend or of a step
   * of two.
   */
  readonly blends?: Readonly<Record<string, BlendDefinition>>
  readonly rules?: Readonly<Record<string, RuleDefinition>>
  /** The functions that give a signal, by its name: how errors and pages name them. */
  readonly providers?: Readonly<Record<string, readonly string[]>>
}

/** How one kind of target follows a plan. */
export interface Target<Value = unknown> {
  /**
   * Checks a value against the batch and puts it into the form that is mixed (class indices become
   * soft labels). Given its own result it changes nothing.
   *
   * @throws TARGET naming what is allowed and what was got
   */
  encode (value: unknown, scene: Scene): Value
  /** Class indices, where the host knows them. */
  labels? (value: unknown, scene: Scene): Int32Array | undefined
  /** Real numbers, where the host knows them: the array itself, not a copy. */
  numbers? (value: unknown, scene: Scene): RealRows | undefined
  /** The target of every output. Values are encoded; `batch` is always among them. */
  mix (plan: Plan<Tensor>, values: Readonly<Record<string, Value>>, scene: Scene): Value
}

/** What a target may know of the batch it belongs to. */
export interface Scene {
  /** The mixer, for errors. */
  readonly who: string
  /** The name of the target in the batch, for errors. */
  readonly target: string
  readonly size: number
  readonly axes: readonly string[]
  readonly frame: readonly number[]
  /** The batch is on the host, so its targets stay there too. */
  readonly host: boolean
  readonly settings: TargetSettings
  /** The rules that the domain adds to the core's. */
  readonly rules?: Domain['rules']
  /** The steps of the domain. */
  readonly steps?: Domain['steps']
}

/** How the targets of a mixer are read. */
export interface TargetSettings {
  /** Number of classes; needed when labels are class indices. */
  readonly classes?: number
  /** A class index that carries no target. */
  readonly ignore?: number
  readonly smoothing?: Smoothing
  /** An annotation box is kept while at least this share of it is visible; 0.1 by default. */
  readonly minimumVisible?: number
}

/**
 * Label smoothing: `uniform` is timm's and OpenMixup's original, `classy-vision` and `multi-label`
 * are OpenMixup's.
 */
export interface Smoothing {
  readonly kind: 'uniform' | 'classy-vision' | 'multi-label'
  readonly amount: number
}

/** A row on the host. */
export interface HostRow extends
  HostArray<Uint8Array | Uint8ClampedArray | Int32Array | Float32Array | Float64Array> {
  /** The number that stands for all there can be: 255 where rows were bytes, else 1. */
  readonly white: number
}

/**
 * A step's parameters and what it does to rows, `[rows, …]` in and out. In a view there is a row
 * for every piece of the layer, so that typed arrays among the parameters are columns of them.
 */
export interface StepDefinition<X = Tensor> {
  readonly parameters: $ZodObject
  run (x: X, parameters: Readonly<Record<string, unknown>>, frame: readonly number[]): X
  /**
   * The same to one row on the host, which stays what it is: that of piece `piece` of the columns.
   * What it gives is read before the next call. Absent: only tensors can be seen so.
   */
  onRow? (
    row: HostRow, parameters: Readonly<Record<string, unknown>>, piece: number
  ): HostRow['data']
  /**
   * Whether what is seen may be elsewhere afterwards, so that masks and annotation boxes cannot
   * follow. Absent: it may.
   */
  moves? (parameters: Readonly<Record<string, unknown>>): boolean
}

/**
 * Joins what is there with a source, row by row, by the coefficient of every row. There is a row
 * for every piece that is joined; typed arrays among the parameters are columns of them.
 */
export interface BlendDefinition<X = Tensor> {
  readonly parameters: $ZodObject
  run (
    there: X, source: X, coefficient: Float64Array | Tensor,
    parameters: Readonly<Record<string, unknown>>
  ): X
  /**
   * The same on the host, for piece `piece` of the columns: what becomes of the row that is there.
   * Absent: only tensors can be joined so.
   */
  onRow? (
    there: HostRow, source: HostRow, coefficient: number,
    parameters: Readonly<Record<string, unknown>>, piece: number
  ): HostRow['data']
}

/**
 * A rule's parameters and the numbers it makes for `count` pieces. Levels of a mask are whole
 * numbers, or, in a Float32Array, the shares that are seen (the mask says `of: 1`).
 */
export interface RuleDefinition {
  readonly gives: 'index' | 'number' | 'levels' | 'pool' | 'stream'
  readonly parameters: $ZodObject
  make (
    parameters: Readonly<Record<string, unknown>>, count: number, grid: readonly number[]
  ): ArrayLike<number>
}
