import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Contrasted, Synthetic } from '../synthetic.js'
import { setsOf } from '../synthetic.js'

/** The logits of the negatives that mixers made, block by block. */
export function negativesOf (
  synthetic: Synthetic, given: Contrasted, temperature: number, who: string
): Tensor2D[] {
  return similaritiesOf(synthetic, given, who).map(each => tf.div<Tensor2D>(each, temperature))
}

/** Their cosines. */
export function similaritiesOf (
  synthetic: Synthetic, given: Contrasted, who: string
): Tensor2D[] {
  const common = new Map<unknown, unknown>()
  return setsOf(synthetic, who, 'negative').map(set => set.similarities({ ...given, common }))
}
