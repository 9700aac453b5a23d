import type { HostArray } from './domain.js'
import type { Partners } from './plan.js'

/**
 * What may be known without reading a tensor: all that a plan depends on besides options and draws.
 */
export interface Facts {
  /** Rows of the batch. */
  readonly size: number
  /** Shape of one row. */
  readonly shape: readonly number[]
  /** The names of the axes that regions may use. */
  readonly axes: readonly string[]
  /** The lengths of these axes: what regions are measured in. */
  readonly frame: readonly number[]
  /** The global step, which a new iterator does not reset. */
  readonly step: number
  /** The pools that `source` may name; `batch` is always there. */
  readonly pools: Readonly<Record<string, PoolFacts>>
  /** Class indices of the batch, where they are known on the host. */
  readonly labels?: Int32Array
  /** Which row of the pool `dataset` every row of the batch is, where the batch says so. */
  readonly index?: Int32Array
  /** Brought in by name: saliency, downbeats, a labelling … */
  readonly signals: Readonly<Record<string, unknown>>
}

export interface PoolFacts {
  readonly size: number
  readonly labels?: Int32Array
  /** Real targets, `[rows]` or `[rows, d]`, where they are known on the host. */
  readonly numbers?: RealRows
  /** What is mixed, as the pool has it, for pairings that measure inputs. No tensor is read. */
  readonly x?: unknown
  /** Lengths of the rows, where they differ. */
  readonly lengths?: Int32Array
}

/** Real numbers on the host, row-major: `[rows]` or `[rows, d]`. */
export type RealRows = HostArray<Float32Array | Float64Array>

/** Who with whom, added to the facts that a mixer's `plan` gets. */
export interface Pairing {
  /** The partners of rows 0 … size - 1 by the pairing in effect. Each call draws anew. */
  pair (): Partners
}
