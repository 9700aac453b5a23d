import * as tf from '@tensorflow/tfjs-core'
import type { Real, Target } from '../../core/index.js'
import { isTensor, real } from '../../core/index.js'
import { fail, show } from '../../core/errors.js'
import { firstRows } from './first-rows.js'

/**
 * Sample weights, `[rows]`: real numbers of at least 0, mixed as targets are. Where a mixer has
 * signed weights (ADA), what would fall below 0 counts as 0.
 */
export const sampleWeight: Target<Real> = {
  encode (value, scene) {
    const weights = real.encode(value, scene)
    if (isTensor(value) || isTensor(weights)) return weights
    const bad = weights.data.findIndex(weight => weight < 0)
    if (bad < 0) return weights
    throw fail('TARGET', scene.who, scene.target,
      `must hold numbers of at least 0; row ${bad} is ${weights.data[bad]}`)
  },

  mix (plan, values, scene) {
    const mixed = real.mix(plan, values, scene)
    if (!isTensor(mixed)) return { ...mixed, data: mixed.data.map(each => Math.max(0, each)) }
    const kept = tf.relu(mixed)
    mixed.dispose()
    return kept
  }
}

/** Whom rows belong to: an output belongs to whom the row it began with does. Not mixed. */
export const groupOfAnchor: Target<Int32Array> = {
  encode (value, { who, target, size }) {
    if (value instanceof Int32Array && value.length === size) return value
    throw fail('TARGET', who, target,
      `must be an Int32Array with a group for each of the ${size} rows, got ${show(value)}`)
  },

  mix: (plan, values, { who, target }) => Int32Array.from(firstRows(plan), ({ pool, row }) => {
    const groups = values[pool] as Int32Array | undefined
    if (groups !== undefined) return groups[row]
    throw fail('TARGET', who, target, `is missing in the pool "${pool}"`)
  })
}
