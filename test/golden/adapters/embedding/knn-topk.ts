import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { normalizeRows, rowProducts, takeColumns } from '../../../../core/index.js'
import { nearest } from '../../../../domains/embedding/index.js'
import type { Adapter, GivenArray } from '../../adapter.js'
import { entry, floats, numbers } from '../../given.js'
import { differentiated } from '../../gradients.js'

/** The nearest rows of a bank, in blocks of any size, and the sum of their similarities. */
export const knnTopk: Adapter = (inputs, params) => {
  const bank = floats(inputs.bank as GivenArray) as Tensor2D
  const labels = entry(params, 'exclude') === undefined ? {} : {
    queryLabels: Int32Array.from(numbers(inputs, 'qLabels')),
    rowLabels: Int32Array.from(numbers(inputs, 'bankLabels'))
  }
  const found = nearest({
    queries: floats(inputs.q as GivenArray) as Tensor2D, rows: bank,
    k: numbers(params, 'k')[0], block: numbers(params, 'block')[0] ?? 7, ...labels
  })
  return {
    values: found.similarities,
    indices: found.indices,
    ...differentiated(inputs, ['q'], ({ q }) => tf.sum(takeColumns(
      rowProducts(normalizeRows(q as Tensor2D), normalizeRows(bank)), found.indices)))
  }
}
