import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { paintCells, perCell } from '../../cells.js'
import { pasteParts } from '../../paste-resized.js'
import { resizedCells } from '../../resized-cells.js'
import { matrix, pick, product } from '../../rows.js'
import type { Look } from '../../sampling.js'
import type { PasteResizedAttributes } from '../../spread-resized.js'
import type { TensorflowBackend } from './backend.js'
import { fuseTensorflow } from './backend.js'
import { shown } from './laid.js'
import { sparseProduct } from './stock.js'

/** What shows is one sparse product, four entries a cell, instead of four gatherings. */
fuseTensorflow<PasteResizedAttributes>(pasteParts, (backend, [from, source], attributes) => {
  const base = shown(backend, from, attributes.base.rows)
  const { rows, coefficient } = attributes
  const width = product(base.shape.slice(3))
  const { into, counts, looks } = resizedCells(attributes, base.shape, source.shape, rows)
  if (into.length === 0) return tf.clone(base)
  const all = matrix(source, width)
  const paint = looks.length === 1 ? pick(all, looks[0].at) : weighted(backend, all, looks)
  return paintCells(base, width, [{ into, paint, share: perCell(coefficient, counts) }])
})

function weighted (
  backend: TensorflowBackend, cells: Tensor, looks: readonly Look[]
): Tensor2D {
  const size = looks[0].at.length
  const index = new Int32Array(size * looks.length * 2)
  const values = new Float32Array(size * looks.length)
  for (let cell = 0, entry = 0; cell < size; cell++) {
    for (const { at, weights } of looks) {
      index[entry * 2] = cell
      index[entry * 2 + 1] = at[cell]
      values[entry++] = weights[cell]
    }
  }
  return sparseProduct(backend, { index, values }, cells, size) as Tensor2D
}
