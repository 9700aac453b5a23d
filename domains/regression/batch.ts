import type { Tensor } from '@tensorflow/tfjs-core'
import type { Batch, Domain, HostArray } from '../../core/index.js'
import { isTensor, label, paintHost, paintRows, real } from '../../core/index.js'
import { measuresOf } from '../../core/paint/measures.js'
import { groupOfAnchor, sampleWeight } from './targets.js'

/**
 * Rows `[rows, features]`, series `[rows, time, channels]`, or any other tensor with rows: float32,
 * or float32 and doubles on the host.
 */
export type Rows = Tensor | HostArray<Float32Array | Float64Array>

/** What a real target may be given as: `[rows]`, or `[rows, d]`. */
export type RealTargets = Tensor | readonly number[] | ReadonlyArray<readonly number[]> |
  Float32Array | Float64Array | HostArray<Float32Array | Float64Array>

/** A batch of rows with its targets; all follow one plan. */
export interface RegressionBatch extends Batch<Rows> {
  readonly y?: RealTargets
  /** How much every row counts in the loss: mixed as targets are, and never below 0. */
  readonly weight?: RealTargets
  /** Whom a row belongs to: that of the row an output began with. */
  readonly group?: Int32Array
}

/** Tables, series and anything else with real targets. Regions go along the first axis of a row. */
export const regression: Domain<Rows> = {
  name: 'regression',
  axes: ['feature'],
  facts: (x, who) => measuresOf(x, who, ['features']),
  paint: (plan, pools, who) => isTensor(pools.batch)
    ? paintRows(plan, pools as Record<string, Tensor>, {}, who)
    : paintHost(plan, pools as Record<string, HostArray<Float32Array>>, who),
  targets: { y: real, real, label, weight: sampleWeight, group: groupOfAnchor }
}
