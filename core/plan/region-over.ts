import type { Plan } from '../contract/index.js'
import type { Levels, Place } from './blocks.js'
import type { LayerColumns } from './columns.js'
import { cellsAlong, spansOf } from './region.js'

/**
 * How many cells of the frame a whole piece and a region over it show, a box or a mask, both
 * opaque: what CutMix and FMix paint, where nothing needs to be cut to be counted. Nothing for
 * other pieces, and for masks whose cells have not all one size.
 */
export function regionOverWhole (
  list: readonly Place[], { layers, axes, frame }: Plan<unknown>, columns: readonly LayerColumns[],
  levels: Levels
): Float64Array | undefined {
  if (list.length !== 2) return undefined
  const [under, { layer, piece }] = list
  const { where, blend } = layers[layer]
  const opaque = list.every(({ layer, piece }) =>
    (columns[layer].coefficient as Float64Array)[piece] === 1)
  if (layers[under.layer].where !== undefined || blend === 'sum' || !opaque) return undefined
  const area = product(frame)
  let seen = 0
  if (where?.kind === 'boxes') {
    seen = product(spansOf(where, piece, axes, frame).map(([start, end]) => end - start))
  } else if (where?.kind === 'mask') {
    const cells = axes.map(axis => cellsAlong(where, axis))
    if (cells.some((count, a) => frame[a] % count !== 0)) return undefined
    const [all, size] = [levels(layer), product(cells)]
    const first = all.length === size ? 0 : piece * size
    for (let k = first; k < first + size; k++) seen += all[k]
    seen = seen / where.of * (area / size)
    if (where.outside === true) seen = area - seen
  } else return undefined
  return Float64Array.of(area - seen, seen)
}

function product (lengths: readonly number[]): number {
  return lengths.reduce((product, length) => product * length, 1)
}
