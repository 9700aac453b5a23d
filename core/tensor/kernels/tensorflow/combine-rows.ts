import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { CombineAttributes } from '../../combine-rows.js'
import { combine } from '../../combine-rows.js'
import { matrix, scale, widthOf } from '../../rows.js'
import { fuseTensorflow } from './backend.js'
import type { Entries } from './stock.js'
import { gather, sparseProduct } from './stock.js'

/** Copies are gathered, whatever their dtype; all else is the sparse product that it is called. */
fuseTensorflow<CombineAttributes>(combine, (backend, [x], combination) => {
  const { outputs, rows, coefficients, size } = combination
  if (outputs === undefined && coefficients === 1) {
    return rows === undefined ? tf.clone(x) : gather(backend, x, rows)
  }
  if (outputs === undefined && rows === undefined) return scaled(x, coefficients)
  return sparseProduct(backend, entriesOf(combination), x, size)
})

function scaled (x: Tensor, coefficients: CombineAttributes['coefficients']): Tensor {
  return tf.reshape(scale(matrix(x, widthOf(x)), coefficients), x.shape)
}

function entriesOf ({ outputs, rows, coefficients, size, count }: CombineAttributes): Entries {
  const entries = outputs?.length ?? rows?.length ?? Math.min(size, count)
  const index = new Int32Array(entries * 2)
  const values = new Float32Array(entries)
  for (let entry = 0; entry < entries; entry++) {
    index[entry * 2] = outputs === undefined ? entry : outputs[entry]
    index[entry * 2 + 1] = rows === undefined ? entry : rows[entry]
    values[entry] = typeof coefficients === 'number' ? coefficients : coefficients[entry]
  }
  return { index, values }
}
