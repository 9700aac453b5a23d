import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { noGrad, topK } from '../../../core/index.js'
import type { Contrasted, Synthetic } from '../synthetic.js'
import { setsOf } from '../synthetic.js'

/** The logits of the negatives that mixers made, block by block. */
export function negativesOf (
  synthetic: Synthetic, given: Contrasted, temperature: number, who: string
): Tensor2D[] {
  const { similarities } = given
  const found = new Map<number, Tensor2D>()
  const hardest = (width: number): Tensor2D => {
    const columns = found.get(width) ??
      tf.keep(noGrad(() => topK(similarities!, width).columns))
    found.set(width, columns)
    return columns
  }
  try {
    return setsOf(synthetic, who, 'negative').map(set => tf.div<Tensor2D>(
      set.similarities({ ...given, ...similarities && { hardest } }), temperature))
  } finally {
    tf.dispose([...found.values()])
  }
}
