import type { Tensor } from '@tensorflow/tfjs-core'
import type { Batch, Domain, HostArray } from '../../core/index.js'
import { checkTensor, isTensor, label, paintHost, paintRows, real } from '../../core/index.js'
import { fail } from '../../core/errors.js'
import { wrongHostArray } from '../../core/paint/host-array.js'
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
  facts: (x, who) => {
    const shape = shapeOf(x, who)
    if (shape.length < 2)
      throw fail('INPUT', who, 'x', 'must have rank 2 or more, [rows, dimensions]', x)
    if (shape[0] === 0) throw fail('EMPTY_BATCH', who, 'x')
    if (shape.includes(0)) throw fail('INPUT', who, 'x', 'must have no empty side', x)
    return { size: shape[0], shape: shape.slice(1), frame: [shape[1]] }
  },
  paint: (plan, pools, who) => isTensor(pools.batch)
    ? paintRows(plan, pools as Record<string, Tensor>, { blends, steps }, who)
    : paintHost(plan, pools as Record<string, HostArray<Float32Array>>, who),
  targets: { label, y: real, real },
  steps,
  blends,
  rules
}

function shapeOf (x: Embeddings, who: string): readonly number[] {
  if (isTensor(x)) {
    checkTensor(x, who, 'x')
    if (x.dtype !== 'float32') throw fail('INPUT', who, 'x', 'must be float32', x)
    return x.shape
  }
  const wrong = wrongHostArray(x, [Uint8Array, Float32Array, Float64Array])
  if (wrong !== undefined) throw fail('INPUT', who, 'x', wrong.allowed, wrong.got)
  return x.shape
}
