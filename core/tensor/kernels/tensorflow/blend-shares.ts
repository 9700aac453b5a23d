import * as tf from '@tensorflow/tfjs-core'
import type { BlendSharesAttributes } from '../../blend-live.js'
import { blendShares } from '../../blend-live.js'
import { matrix, widthOf } from '../../rows.js'
import { fuseTensorflow } from './backend.js'
import { shown } from './laid.js'
import { spread } from './stock.js'

/** Nothing looks at the shares: what is hidden is multiplied with 0, as everywhere. */
fuseTensorflow<BlendSharesAttributes>(blendShares, (backend, [from, source, given], attributes) => {
  const base = shown(backend, from, attributes.base.rows)
  const mask = shown(backend, given, attributes.masks)
  const cells = widthOf(mask)
  const layered = [base.shape[0], cells, widthOf(base) / cells]
  const column = spread(backend, matrix(mask, 1), layered[2])
  const seen = tf.reshape(column, [mask.shape[0], cells, column.shape[1]])
  const view = tf.reshape(shown(backend, source, attributes.rows), layered)
  const kept = tf.mul(tf.reshape(base, layered), tf.sub(1, seen))
  return tf.reshape(tf.add(kept, tf.mul(view, seen)), base.shape)
})
