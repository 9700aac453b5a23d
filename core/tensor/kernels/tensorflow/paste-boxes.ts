import * as tf from '@tensorflow/tfjs-core'
import { boxCells } from '../../boxes.js'
import { perCell } from '../../cells.js'
import type { PasteBoxesAttributes } from '../../paste-boxes.js'
import { paste } from '../../paste-boxes.js'
import { fuseTensorflow } from './backend.js'
import { blended, copied, shown } from './laid.js'

/** One choice for every cell, of a mask of bytes: half the time of moving cells one by one. */
fuseTensorflow<PasteBoxesAttributes>(paste, (backend, [from, source], attributes) => {
  const { axes, start, end, rows, coefficient } = attributes
  const base = shown(backend, from, attributes.base.rows)
  const { width, into, counts } = boxCells(base.shape, axes, { start, end })
  if (into.length === 0) return tf.clone(base)
  const view = shown(backend, source, rows)
  const cells = base.size / width
  const share = perCell(coefficient, counts)
  if (share === 1) {
    const mask = new Uint8Array(cells)
    for (const cell of into) mask[cell] = 1
    return copied(backend, base, view, mask)
  }
  const data = new Float64Array(cells)
  into.forEach((cell, k) => { data[cell] = typeof share === 'number' ? share : share[k] })
  return blended(backend, base, view, { data, alike: false })
})
