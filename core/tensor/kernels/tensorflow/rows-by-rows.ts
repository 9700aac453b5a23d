import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { ShownRows } from '../../over.js'
import { fuseTensorflow } from './backend.js'
import { flatRows, gather } from './stock.js'

/** Two operations where both are matrices. */
fuseTensorflow<ShownRows>({ kernel: 'RemixtureRowDots' }, (backend, [x, y], { rows }) => {
  const others = rows === undefined ? y : gather(backend, y, rows)
  return tf.sum(tf.mul(flatRows(x), flatRows(others)), 1)
})

fuseTensorflow<ShownRows>({ kernel: 'RemixtureWeighRows' }, (backend, [x, weights], { rows }) => {
  const shown = rows === undefined ? x : gather(backend, x, rows)
  const column = Array.from(shown.shape, (_, axis) => axis === 0 ? weights.size : 1)
  return tf.mul(shown, tf.reshape(weights, column))
})

// Here a flag costs nothing, and a transpose is a pass over memory
fuseTensorflow({ kernel: 'RemixtureRowProducts' }, (_, [x, y]) =>
  tf.matMul(x as Tensor2D, y as Tensor2D, false, true))
