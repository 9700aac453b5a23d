import * as tf from '@tensorflow/tfjs-core'
import { blendMask } from '../../../../core/index.js'
import type { Group } from '../case.js'

/** Masks of numbers and of bytes, on the host and in a tensor. */
export const mask: Group = {
  name: 'blendMask',
  cases: ({ x, shape: [rows, height, width], partner, shares }) => {
    const cells = height * width
    const soft = Float32Array.from({ length: rows * cells }, (_, k) => k % 97 / 97)
    const levels = Uint8Array.from(soft, share => Math.round(share * 8))
    const hard = Uint8Array.from({ length: cells }, (_, k) => Number(k % cells < cells / 2))
    const each = [rows, height, width]
    const live = tf.keep(tf.tensor(soft, each))
    const options = { rows: partner }
    const one = { data: soft.subarray(0, cells), shape: [1, height, width] }
    return [
      {
        name: 'blendMask, numbers of every row', bound: 'blend', limit: 1.25,
        run: () => blendMask(x, x, { data: soft, shape: each }, options)
      },
      {
        name: 'blendMask, levels of every row', bound: 'blend', limit: 1.25,
        run: () => blendMask(x, x, { data: levels, shape: each, of: 8 }, options)
      },
      {
        name: 'blendMask, one mask of numbers', bound: 'blend', limit: 1.25,
        run: () => blendMask(x, x, one, options)
      },
      {
        name: 'blendMask, one mask, a coefficient each', bound: 'blend', limit: 1.25,
        run: () => blendMask(x, x, one, { ...options, coefficient: shares })
      },
      {
        name: 'blendMask, one mask of 0 and 1', bound: 'copy', limit: 1.5,
        run: () => blendMask(x, x, { data: hard, shape: [1, height, width] }, options)
      },
      {
        name: 'blendMask, a tensor', bound: 'blend', limit: 1.25,
        run: () => blendMask(x, x, live, options)
      }
    ]
  }
}
