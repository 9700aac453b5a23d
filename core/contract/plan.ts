/**
 * A plan is a painting. An output starts empty and its pieces are painted on it in order, each over
 * what is there. A layer is a column of pieces, one for every output, so that a layer is one tensor
 * operation over the batch.
 *
 * `Live` is `never` in a data plan, which JSON can hold, and `Tensor` in a live one (a learned
 * mask, attention weights).
 */

/** How the outputs of one mix are painted. */
export interface Plan<Live = never> {
  /** The mixer that made it. */
  readonly mixer: string
  /** Version of the plan format. */
  readonly version: 1
  /** The options in effect, defaults filled in. */
  readonly options: Options
  /**
   * What chance decided, by name, in the order drawn: enough to make the plan again from the same
   * facts.
   */
  readonly draws: Readonly<Record<string, readonly number[]>>
  /** How many outputs. */
  readonly size: number
  /** The names of the frame's axes, as the domain calls them; regions use them in this order. */
  readonly axes: readonly string[]
  /**
   * The lengths that regions are measured in, axis by axis; a plan applies at any other resolution
   * too.
   */
  readonly frame: readonly number[]
  /** Painted in this order. */
  readonly layers: ReadonlyArray<Layer<Live>>
  /** Done to every output at the end: normalise, cap, voxelise … */
  readonly after?: readonly Step[]
  /**
   * Whether the weights of an output sum to 1 (`mean`, the default), need not (`free`), or labels
   * add up to a set (`union`).
   */
  readonly targets?: TargetRule
  /** The outputs are rows made for a loss: these, in order. */
  readonly synthetic?: readonly Synthetic[]
  /** The way taken through compositions, outermost first. */
  readonly branch?: readonly number[]
  /** A further plan that mixes the outputs of this one. */
  readonly then?: Plan<Live>
}

/** A column of pieces. Its columns run over its pieces; a column of one entry serves them all. */
export interface Layer<Live = never> {
  /** What is shown; absent: row i of the batch on output i. */
  readonly source?: Source
  /** Where the pieces go; absent: piece i on output i. */
  readonly outputs?: Index
  /** What is done to the source first. */
  readonly view?: readonly Step[]
  /** The region it is seen in; absent: everywhere. */
  readonly where?: Region<Live>
  /**
   * How it meets what is there: `over` (the default), `sum`, `union` (sets), `arc` (geodesic), or a
   * step of two.
   */
  readonly blend?: Blend
  /** How strongly it is seen; 1 by default, may be signed under `sum`. */
  readonly coefficient?: Column<Live>
  /** Its share in the target; absent: what stays visible of it. 0: seen, but no target. */
  readonly weight?: Column<Live>
}

export type Blend = 'over' | 'sum' | 'union' | 'arc' | Step
export type TargetRule = 'mean' | 'free' | 'union'

/**
 * Rows of a pool: `batch` (the default), `previous`, `dataset`, `bank` …, or of pictures made by a
 * rule.
 */
export interface Source {
  readonly pool?: string | PoolRule
  /** Absent: row i for piece i. */
  readonly rows?: Index
  /** Then row r is the r-th by this score, for anchor `of[i]`; resolved on the device. */
  readonly rank?: Rank
}

export interface Rank { readonly by: string, readonly of?: Index }

/** Rows of a pool, listed: what a pairing gives. */
export interface Partners extends Source { readonly pool: string, readonly rows: Int32Array }

/**
 * Axes are named by the domain: height, width, time, frequency, feature, x, y, z. Those not named
 * are whole.
 */
export type Region<Live = never> = Boxes | Mask<Live> | Points

/** Half-open boxes: a span is a box along time, a band one along frequency. */
export interface Boxes {
  readonly kind: 'boxes'
  readonly axes: readonly string[]
  /** `[pieces or 1, axes]`, row-major, in cells of the frame. */
  readonly start: Int32Array
  readonly end: Int32Array
  /** This part of the view, resized to fit the box. */
  readonly from?: { readonly start: Int32Array, readonly end: Int32Array }
  /** How it is resized; `nearest` by default. */
  readonly resize?: Resize
}

export type Resize = 'nearest' | 'bilinear' | 'bilinear-corners'

/** A grid of cells, each seen by `level / of`. */
export interface Mask<Live = never> {
  readonly kind: 'mask'
  readonly axes: readonly string[]
  /** Cells along the axes. */
  readonly grid: readonly number[]
  /** `[pieces or 1, ...grid]`, row-major. */
  readonly levels: Uint8Array | LevelRule | Live
  /** The level that is fully seen, 1 … 255. A live mask holds shares already: 1. */
  readonly of: number
  /** The grid is repeated along the axes, not stretched over them. */
  readonly tiled?: boolean
  /** The complement is meant. */
  readonly outside?: boolean
}

/**
 * Members of a set, chosen by `select` ('sector', 'ball', 'classes', 'index' …) and its parameters.
 */
export interface Points {
  readonly kind: 'points'
  readonly select: string
  readonly parameters: Readonly<Record<string, Value>>
  /** The complement is meant. */
  readonly outside?: boolean
}

/**
 * Numbers, one for all pieces or one each: listed, or made again from a rule by whoever needs them.
 */
export type Column<Live = never> = number | Float64Array | NumberRule | Live
/** Row or output numbers, listed or made by a rule. */
export type Index = Int32Array | IndexRule

/**
 * The rules that make row or output numbers, and their parameters. The lists are closed by their
 * types; a domain or a plugin adds to them by declaration merging and brings the code.
 */
export interface IndexRules {
  /** first, first + 1, … */
  range: { readonly first: number, readonly count: number }
  /** 0 … count - 1, each of them `each` times in a row. */
  repeat: { readonly each: number, readonly count: number }
  /** Uniform integers from `low` (0) to `end`, which is never drawn. */
  int: { readonly seed: Seed, readonly low?: number, readonly end: number, readonly count: number }
}
/** The rules that make numbers, one a piece, each piece from a stream of its own. */
export interface NumberRules {
  uniform: { readonly seed: Seed, readonly low: number, readonly high: number }
  normal: { readonly seed: Seed }
  beta: { readonly seed: Seed, readonly alpha: number, readonly beta: number }
}
/** The rules that make the levels of a mask. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- domains add theirs
export interface LevelRules {}
/** The rules that make pictures to paint with. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- domains add theirs
export interface PoolRules {}
/** The rules for rows too many to paint, which a loss streams. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- domains add theirs
export interface StreamRules {}
/** The deterministic steps on a source or an output, and their parameters. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- domains add theirs
export interface Steps {}

type Named<List, Key extends string> = {
  [Name in keyof List & string]: { readonly [K in Key]: Name } & List[Name]
}[keyof List & string]

export type IndexRule = Named<IndexRules, 'rule'>
export type NumberRule = Named<NumberRules, 'rule'>
export type LevelRule = Named<LevelRules, 'rule'>
export type PoolRule = Named<PoolRules, 'rule'>
export type StreamRule = Named<StreamRules, 'rule'>
export type AnyRule = IndexRule | NumberRule | LevelRule | PoolRule | StreamRule
/** A deterministic step with its parameters: `{ step: 'rotate-z', angle: column }`. */
export type Step = Named<Steps, 'step'>

/** One number stands for a whole stream of them; a recorded stream may stand for its seed. */
export type Seed = number | { readonly replay: Float64Array }
/** What a parameter of a step, rule or selection may be. */
export type Value = string | number | boolean | readonly number[] | readonly string[] | Int32Array
  | Float64Array | Uint8Array | AnyRule | Seed
/** Options as plain JSON. */
export type Options = Readonly<Record<string, Json>>
export type Json = string | number | boolean | null | readonly Json[] | {
  readonly [key: string]: Json
}

/**
 * The next `count` outputs and their anchors, or rows too many to paint, which the loss streams.
 */
export type Synthetic = { readonly role: Role }
  & ({ readonly count: number, readonly anchor: Index } | { readonly stream: StreamRule })
export type Role = 'negative' | 'positive' | 'soft'
