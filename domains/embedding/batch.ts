import type { Tensor } from '@tensorflow/tfjs-core'
import type { Batch, Domain, HostArray } from '../../core/index.js'
import { isTensor, label, paintHost, paintRows, real } from '../../core/index.js'
import { measuresOf } from '../../core/paint/measures.js'
import { blends } from './blends.js'
import { rules } from './rules.js'
import { steps } from './steps.js'

/** Embeddings `[rows, dimensions]`, or rows of any other shape: float32, or on the host. */
export type Embeddings = Tensor | HostArray<Float32Array | Float64Array>

/** A batch of embeddings with its targets; all follow one plan. */
export interface EmbeddingBatch extends Batch<Embeddings> {
  readonly label?: Tensor | readonly number[] | Int32Array | ReadonlyArray<readonly number[]>
}

/** Embeddings. Regions go along the axis `feature`; mixers for losses ask for `[n, d]`. */
export const embedding: Domain<Embeddings> = {
  name: 'embedding',
  axes: ['feature'],
  facts: (x, who) => measuresOf(x, who, ['dimensions']),
  paint: (plan, pools, who) => isTensor(pools.batch)
    ? paintRows(plan, pools as Record<string, Tensor>, { blends, steps }, who)
    : paintHost(plan, pools as Record<string, HostArray<Float32Array>>, who),
  targets: { label, y: real, real },
  steps,
  blends,
  rules
}
