import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { rowProducts } from '../../../core/index.js'
import { checkEmbeddings, checkPaired } from '../parts/rows.js'
import { sumOf } from '../../../core/targets/sum-of.js'

export interface GraphContrastOptions {
  /** Nodes in one view of a graph and in another, float32 `[n, d]`. */
  readonly first: Tensor2D
  readonly second: Tensor2D
  /** Negatives of both, mixed or not, `[k, d]`: nodes of a graph whose features were shuffled. */
  readonly firstNegatives: Tensor2D
  readonly secondNegatives: Tensor2D
  /** float32 `[d, d]`: learnt, how nodes and summaries are compared. */
  readonly bilinear: Tensor2D
}

/**
 * The loss of MVGRL: nodes of one view are told, by the summary of the other view, from negatives.
 *
 * Hassani and Khasahmadi, ICML 2020, arXiv:2006.05582; as DropMix has it
 * (Mayueq/DropMix-Code@a75f1d6): a summary is the sigmoid of the mean of the nodes, and the loss
 * the binary cross-entropy of all logits.
 *
 * @throws INPUT, EMPTY_BATCH
 */
export function graphContrast (
  { first, second, firstNegatives, secondNegatives, bilinear }: GraphContrastOptions
): Scalar {
  const who = 'graphContrast'
  checkEmbeddings(first, who, 'first')
  checkPaired(second, who, 'second', first)
  checkEmbeddings(firstNegatives, who, 'firstNegatives', first)
  checkEmbeddings(secondNegatives, who, 'secondNegatives', first)
  checkEmbeddings(bilinear, who, 'bilinear', first)
  return tf.tidy(() => {
    const logits = (nodes: Tensor2D, view: Tensor2D): Tensor => {
      const summary = tf.sigmoid<Tensor2D>(tf.mean(view, 0, true))
      return rowProducts(tf.matMul(nodes, bilinear), summary)
    }
    const positive = [logits(second, first), logits(first, second)]
    const negative = [logits(secondNegatives, first), logits(firstNegatives, second)]
    const losses = [...positive.map(tf.neg<Tensor>), ...negative].map(each => tf.softplus(each))
    const count = losses.reduce((sum, { size }) => sum + size, 0)
    return tf.div<Scalar>(sumOf(losses.map(each => tf.sum(each))), count)
  })
}
