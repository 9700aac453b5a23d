import type { Tensor } from '@tensorflow/tfjs-core'
import type { Batch, Domain } from '../../core/index.js'
import { checkTensor, isTensor, label, paintRows, real } from '../../core/index.js'
import { fail } from '../../core/errors.js'
import { blends } from './blends.js'
import { rules } from './rules.js'
import { steps } from './steps.js'

/** Embeddings `[rows, dimensions]`, float32, with their targets; all follow one plan. */
export interface EmbeddingBatch extends Batch<Tensor> {
  readonly label?: Tensor | readonly number[] | Int32Array | ReadonlyArray<readonly number[]>
}

/** Embeddings: rows of numbers on the device. Regions go along the axis `feature`. */
export const embedding: Domain<Tensor> = {
  name: 'embedding',
  axes: ['feature'],
  facts: (x, who) => {
    if (!isTensor(x)) throw fail('INPUT', who, 'x', 'must be a float32 tensor', x)
    checkTensor(x, who, 'x')
    if (x.dtype !== 'float32') throw fail('INPUT', who, 'x', 'must be float32', x)
    if (x.rank !== 2) throw fail('INPUT', who, 'x', 'must have rank 2, [rows, dimensions]', x)
    if (x.shape[0] === 0) throw fail('EMPTY_BATCH', who, 'x')
    if (x.shape.includes(0)) throw fail('INPUT', who, 'x', 'must have no empty side', x)
    return { size: x.shape[0], shape: x.shape.slice(1), frame: x.shape.slice(1) }
  },
  paint: (plan, pools, who) => paintRows(plan, pools, { blends, steps }, who),
  targets: { label, y: real, real },
  steps,
  blends,
  rules
}
