import * as tf from '@tensorflow/tfjs-core'
import { blendMask } from '../../../../core/index.js'
import type { Case, Group } from '../case.js'
import { within } from '../case.js'
import * as composed from '../rivals/composed.js'
import * as plain from '../rivals/plain.js'
import * as usual from '../rivals/usual.js'

/** Masks of numbers and of bytes, on the host and in a tensor. */
export const mask: Group = {
  name: 'blendMask',
  cases: (scene): Case[] => {
    const { x, shape: [rows, height, width], partner, shares } = scene
    const cells = height * width
    const soft = Float32Array.from({ length: rows * cells }, (_, k) => k % 97 / 97)
    const levels = Uint8Array.from(soft, share => Math.round(share * 8))
    const hard = Uint8Array.from({ length: cells }, (_, k) => Number(k % cells < cells / 2))
    const each = [rows, height, width]
    const live = tf.tensor(soft, each)
    const options = { rows: partner }
    const one = { data: soft.subarray(0, cells), shape: [1, height, width] }
    const blend = within('blend', 1.25)
    return [
      {
        name: 'blendMask, a tensor', ...blend, peer: 'blend',
        run: () => blendMask(x, x, live, options),
        rivals: {
          'tfjs, composed with care': composed.blended(scene, live),
          'tfjs, as usual': usual.blended(scene, live)
        }
      },
      {
        name: 'blendMask, numbers of every row', ...blend,
        run: () => blendMask(x, x, { data: soft, shape: each }, options),
        loop: plain.blended(scene, soft)
      },
      {
        name: 'blendMask, levels of every row', ...blend,
        run: () => blendMask(x, x, { data: levels, shape: each, of: 8 }, options)
      },
      {
        name: 'blendMask, one mask of numbers', ...blend,
        run: () => blendMask(x, x, one, options)
      },
      {
        name: 'blendMask, one mask, a coefficient each', ...blend,
        run: () => blendMask(x, x, one, { ...options, coefficient: shares })
      },
      {
        name: 'blendMask, one mask of 0 and 1', ...within('copy', 1.5),
        run: () => blendMask(x, x, { data: hard, shape: [1, height, width] }, options)
      }
    ]
  }
}
