import type { Tensor } from '@tensorflow/tfjs-core'
import type { Batch, Domain, HostArray } from '../../core/index.js'
import { checkTensor, isTensor, label, paintHost, paintRows, real } from '../../core/index.js'
import { fail } from '../../core/errors.js'
import { wrongHostArray } from '../../core/paint/host-array.js'
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
  facts: (x, who) => {
    const shape = shapeOf(x, who)
    if (shape.length < 2)
      throw fail('INPUT', who, 'x', 'must have rank 2 or more, [rows, features]', x)
    if (shape[0] === 0) throw fail('EMPTY_BATCH', who, 'x')
    if (shape.includes(0)) throw fail('INPUT', who, 'x', 'must have no empty side', x)
    return { size: shape[0], shape: shape.slice(1), frame: [shape[1]] }
  },
  paint: (plan, pools, who) => isTensor(pools.batch)
    ? paintRows(plan, pools as Record<string, Tensor>, {}, who)
    : paintHost(plan, pools as Record<string, HostArray<Float32Array>>, who),
  targets: { y: real, real, label, weight: sampleWeight, group: groupOfAnchor }
}

function shapeOf (x: Rows, who: string): readonly number[] {
  if (isTensor(x)) {
    checkTensor(x, who, 'x')
    if (x.dtype !== 'float32') throw fail('INPUT', who, 'x', 'must be float32', x)
    return x.shape
  }
  const wrong = wrongHostArray(x, [Uint8Array, Float32Array, Float64Array])
  if (wrong !== undefined) throw fail('INPUT', who, 'x', wrong.allowed, wrong.got)
  return x.shape
}
