import * as tf from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { mixRows, takeRows } from '../../../../core/index.js'
import type { Case, Group, Scene } from '../case.js'
import { within } from '../case.js'
import * as composed from '../rivals/composed.js'
import * as plain from '../rivals/plain.js'
import * as usual from '../rivals/usual.js'

/** Rows as sums of rows. */
export const mix: Group = { name: 'mixRows', cases }

/** The same for rows that are short. */
export const mixShort: Group = { name: 'mixRows', short: true, cases }

function cases (scene: Scene): Case[] {
  const { x, partner, shares, rest } = scene
  const mixup = (rows: Tensor): Tensor =>
    mixRows([{ x: rows, coefficient: shares }, { x: rows, rows: partner, coefficient: rest }])
  const dy = tf.onesLike(x)
  return [
    {
      name: 'mixRows, two terms', run: () => mixup(x), peer: 'mix', ...within('lerp', 1.25, 1.1),
      rivals: {
        'tfjs, composed with care': composed.mixed(scene),
        'tfjs, as usual': usual.mixed(scene)
      },
      loop: plain.mixed(scene)
    },
    {
      name: 'mixRows, backward alone',
      run: restart => tf.grad(rows => {
        const y = mixup(rows)
        restart()
        return y
      })(x, dy),
      rivals: { 'its forward': () => mixup(x) },
      targets: [{ against: 'its forward', most: 1.3 }]
    },
    {
      name: 'takeRows', run: () => takeRows(x, partner), peer: 'take', ...within('copy', 1.5, 1.25),
      rivals: {
        'tfjs, composed with care': composed.scattered(scene),
        'tfjs, as usual': usual.gathered(scene)
      },
      loop: plain.taken(scene)
    }
  ]
}
