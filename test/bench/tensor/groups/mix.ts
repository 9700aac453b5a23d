import * as tf from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { mixRows, takeRows } from '../../../../core/index.js'
import type { Group } from '../case.js'

/** Rows as sums of rows. */
export const mix: Group = {
  name: 'mixRows',
  cases: ({ x, partner, shares, rest }) => {
    const mixup = (rows: Tensor): Tensor =>
      mixRows([{ x: rows, coefficient: shares }, { x: rows, rows: partner, coefficient: rest }])
    const dy = tf.keep(tf.onesLike(x))
    const { grad } = { grad: tf.grad(mixup) }
    return [
      { name: 'mixRows, two terms', bound: 'lerp', limit: 1.25, aim: 1.1, run: () => mixup(x) },
      {
        name: 'mixRows, forward and backward', bound: 'lerp', limit: 2.9, run: () => grad(x, dy)
      },
      { name: 'takeRows', bound: 'copy', limit: 1.5, aim: 1.25, run: () => takeRows(x, partner) }
    ]
  }
}
