import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Mask } from '../contract/index.js'
import { fail } from '../errors.js'
import { cellAt, cellsAlong } from '../plan/region.js'
import { takeRows } from '../tensor/index.js'
import type { Easel } from './regions.js'
import type { Stroke } from './strokes.js'

/**
 * A live mask as shares of every output, `[outputs or 1, ...lengths]`: its cells are shown by the
 * cells of the frame that fall into them. Gradients reach the mask.
 */
export function liveMask (where: Mask<Tensor>, stroke: Stroke<Tensor>, easel: Easel): Tensor {
  const { axes, frame, lengths } = easel
  const cells = axes.map(axis => cellsAlong(where, axis))
  const levels = where.levels as Tensor
  const count = levels.size / cells.reduce((product, n) => product * n, 1)
  if (count !== 1 && count !== stroke.count) {
    throw fail('PLAN', 'where.levels',
      `must hold 1 or ${stroke.count} masks of ${cells.join('×')} cells`, where.levels)
  }
  const stretched = axes.reduce<Tensor>(
    (mask, axis, a) =>
      lengths[a] === cells[a] && where.tiled !== true
        ? mask
        : stretch(mask, a + 1, lengths[a], position =>
          cellAt(where, axis, frame[a])(Math.floor(position * frame[a] / lengths[a]))),
    tf.reshape(levels, [count, ...cells])
  )
  const seen = where.outside === true ? tf.sub(1, stretched) : stretched
  return spread(where.of === 1 ? seen : tf.div(seen, where.of), stroke, count)
}

/** Picks, along one axis, the cell that every position shows. */
function stretch (mask: Tensor, axis: number, length: number,
  cell: (position: number) => number): Tensor {
  const order = [axis, ...mask.shape.map((_, a) => a).filter(a => a !== axis)]
  const first = tf.transpose(mask, order)
  const picked = takeRows(first, Int32Array.from({ length }, (_, position) => cell(position)))
  const back = order.map((_, a) => order.indexOf(a))
  return tf.transpose(picked, back)
}

/** Masks of pieces as masks of outputs; nothing is seen of an output without a piece. */
function spread (masks: Tensor, { pieceOf, entries }: Stroke<Tensor>, count: number): Tensor {
  const all = pieceOf.every(piece => piece >= 0)
  if (count === 1 && all) return masks
  const rows = pieceOf.map(piece => piece < 0 || count === 1 ? 0 : entries[piece])
  const picked = takeRows(masks, rows)
  if (all) return picked
  const seen = tf.tensor(Float32Array.from(pieceOf, piece => Number(piece >= 0)), [pieceOf.length,
    ...masks.shape.slice(1).map(() => 1)])
  return tf.mul(picked, seen)
}
