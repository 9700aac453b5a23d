import * as tf from '@tensorflow/tfjs-core'
import { combine } from '../../combine-rows.js'
import type { HostTerm, MixAttributes } from '../../mix-rows.js'
import { mix } from '../../mix-rows.js'
import { fuseTensorflow } from './backend.js'
import type { Entries } from './stock.js'
import { sparseProduct } from './stock.js'

/**
 * One sparse product: half the passes over memory of a gathering, two products and a sum, and no
 * tensor but the result. Several inputs are joined first, so that sums keep the order of the terms.
 */
fuseTensorflow<MixAttributes>(mix, (backend, inputs, { terms, size, counts }) => {
  if (terms.length === 1) {
    const [{ rows, coefficient }] = terms
    return combine(inputs, { rows, coefficients: coefficient, size, count: counts[0] })
  }
  const all = inputs.length === 1 ? inputs[0] : tf.concat([...inputs], 0)
  return sparseProduct(backend, entriesOf(terms, size, counts), all, size)
})

function entriesOf (
  terms: readonly HostTerm[], size: number, counts: readonly number[]
): Entries {
  const first = counts.map((_, input) => counts.slice(0, input).reduce((sum, n) => sum + n, 0))
  const index = new Int32Array(size * terms.length * 2)
  const values = new Float32Array(size * terms.length)
  let entry = 0
  for (let output = 0; output < size; output++) {
    for (const { input, rows, coefficient } of terms) {
      index[entry * 2] = output
      index[entry * 2 + 1] = first[input] + (rows === undefined ? output : rows[output])
      values[entry++] = typeof coefficient === 'number' ? coefficient : coefficient[output]
    }
  }
  return { index, values }
}
