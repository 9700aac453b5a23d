import * as tf from '@tensorflow/tfjs-core'
import { scripted, targetWeights } from '../../../core/index.js'
import { specMix } from '../../../domains/audio/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { numbers } from '../given.js'

/** SpecMix of a row of ones and one of zeros: what is left of the first is the mask. */
export const specmixMasks: Adapter = async (_inputs, params, decisions) => {
  const [height, width] = numbers(params, 'shape')
  const [ratio] = numbers(params, 'ratio')
  const [rows, columns] = ['n_bands_axis0', 'n_bands_axis1'].map(name => numbers(decisions, name))
  const x = tf.concat([tf.ones([1, height, width]), tf.zeros([1, height, width])])
  const { plan, mixed } = carryOut({
    mixer: specMix({ ratio }),
    draws: scripted({
      pair: [1, 0],
      frequencyBands: [...rows, 0],
      timeBands: [...columns, 0],
      ...starts('frequencyStart', numbers(decisions, 'starts_axis0')),
      ...starts('timeStart', numbers(decisions, 'starts_axis1'))
    }),
    batch: { x }
  })
  const mask = await (mixed.x as tf.Tensor3D).data()
  return {
    mask_rows: Array.from({ length: height }, (_, row) =>
      Array.from(mask.subarray(row * width, (row + 1) * width)).join('')),
    lam: targetWeights(plan)[0][0]
  }
}

/** A name that nothing is drawn under is left out. */
function starts (name: string, list: readonly number[]): Record<string, readonly number[]> {
  return list.length === 0 ? {} : { [name]: list }
}
