import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Contrasted, Synthetic } from '../synthetic.js'
import { setsOf } from '../synthetic.js'

/** The logits of the negatives that mixers made, block by block. */
export function negativesOf (
  synthetic: Synthetic, given: Contrasted, temperature: number, who: string
): Tensor2D[] {
  return setsOf(synthetic, who, 'negative')
    .map(set => tf.div<Tensor2D>(set.similarities(given), temperature))
}
