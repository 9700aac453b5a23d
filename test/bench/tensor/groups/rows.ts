import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { normalizeRows, rowDots } from '../../../../core/index.js'
import type { Case, Group } from '../case.js'
import * as composed from '../rivals/composed.js'
import * as plain from '../rivals/plain.js'

/** What embeddings need: lengths and products of rows. */
export const rows: Group = {
  name: 'rows',
  short: true,
  cases: (scene): Case[] => {
    const { x, partner, shape: [count] } = scene
    const flat = (): Tensor => tf.reshape(x, [count, -1])
    const partners = composed.scattered(scene)
    return [
      {
        name: 'normalizeRows', run: () => normalizeRows(x), peer: 'unit',
        bounds: { 'C unit': 'unit' },
        rivals: {
          'tfjs, as usual': () => tf.div(flat(), tf.norm(flat(), 2, 1, true))
        },
        loop: plain.unit(scene)
      },
      {
        name: 'rowDots', run: () => rowDots(x, x, { rows: partner }), peer: 'dots',
        bounds: { 'C dots': 'dots' },
        rivals: {
          'tfjs, composed with care': () => tf.sum(tf.mul(flat(), partners()), 1)
        }
      }
    ]
  }
}
