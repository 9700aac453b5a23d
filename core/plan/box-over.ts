import type { Plan } from '../contract/index.js'
import type { Place } from './blocks.js'
import type { LayerColumns } from './columns.js'
import { spansOf } from './region.js'

/**
 * How many cells of the frame a whole piece and an opaque box over it show: what CutMix paints,
 * where nothing needs to be cut to be counted. Nothing for other pieces.
 */
export function boxOverWhole (
  list: readonly Place[], { layers, axes, frame }: Plan<unknown>, columns: readonly LayerColumns[]
): Float64Array | undefined {
  if (list.length !== 2) return undefined
  const [under, over] = list.map(({ layer }) => layers[layer])
  const { where, blend = 'over' } = over
  const opaque = list.every(({ layer, piece }) =>
    (columns[layer].coefficient as Float64Array)[piece] === 1)
  if (under.where !== undefined || where?.kind !== 'boxes' || blend === 'sum' || !opaque)
    return undefined
  const seen = spansOf(where, list[1].piece, axes, frame)
    .reduce((cells, [start, end]) => cells * (end - start), 1)
  const area = frame.reduce((cells, length) => cells * length, 1)
  return Float64Array.of(area - seen, seen)
}
