import * as tf from '@tensorflow/tfjs-core'
import { joined, perCell } from './cells.js'
import { combine } from './combine-rows.js'
import type { Operation } from './operation.js'
import { defineOperation } from './operation.js'
import type { OverAttributes } from './over.js'
import { pasteParts } from './paste-resized.js'
import type { ResizedBoxes } from './resized-cells.js'
import { resizedCells } from './resized-cells.js'
import { matrix, product } from './rows.js'

/** What the kernels of resized parts get as attributes. */
export interface PasteResizedAttributes extends ResizedBoxes, OverAttributes {
  /** The shape of the source. */
  readonly shape: readonly number[]
  /** The height and width of what is painted. */
  readonly canvas: readonly [height: number, width: number]
}

/**
 * The transpose of `pasteResized` in its source: every look carries the share of what is in a box
 * back to the cell that was looked at. Kernel `RemixtureSpreadResized`: input `dy`, float32.
 */
export const spreadParts: Operation<PasteResizedAttributes> = defineOperation({
  name: 'spreadResized',
  compose ([dy], attributes) {
    const { shape, rows, coefficient } = attributes
    const width = channels(dy.shape)
    const { into, counts, looks } = resizedCells(attributes, dy.shape, shape, rows)
    const share = perCell(coefficient, counts)
    const coefficients = looks.map(({ weights }) => share === 1
      ? weights
      : weights.map((weight, k) => weight * (typeof share === 'number' ? share : share[k])))
    const cells = combine([matrix(dy, width)], {
      outputs: joined(looks.map(({ at }) => at)),
      rows: joined(looks.map(() => into)),
      coefficients: joined(coefficients),
      size: shape[0] * shape[1] * shape[2],
      count: dy.size / width
    })
    return tf.reshape(cells, [...shape])
  },
  gradient: (change, attributes) => [() => {
    const { size, canvas } = attributes
    const nothing = tf.zeros([1, ...canvas, ...change.shape.slice(3)])
    const base = { rows: new Int32Array(size), count: 1 }
    return pasteParts([nothing, change], { ...attributes, base })
  }]
})

/** Numbers in a cell. */
export function channels (shape: readonly number[]): number {
  return product(shape.slice(3))
}
