import type { Tensor2D } from '@tensorflow/tfjs-core'
import { principalComponents } from '../../../core/math/statistics/index.js'

/** Where a row lies on the map of the two directions of largest variance. */
export interface Place {
  readonly x: number
  readonly y: number
  /** Its label, or 0 and 1 for the two modalities. */
  readonly group: number
}

/** Rows on the map, at most: so many points still tell. */
const MOST = 1000

/** A map of rows, and of the rows that belong to them; nothing for rows of one number. */
export async function placesOf (
  x: Tensor2D, pairs: Tensor2D | undefined, labels: Int32Array | undefined
): Promise<Place[]> {
  const width = x.shape[1]
  if (width < 2) return []
  const most = pairs === undefined ? MOST : MOST / 2
  const parts = await Promise.all([x, ...pairs === undefined ? [] : [pairs]].map(async each =>
    (await each.data()).slice(0, most * width)))
  const rows = parts.map(part => part.length / width)
  const data = Float32Array.from(parts.flatMap(part => Array.from(part)))
  const shape = [data.length / width, width]
  if (shape[0] < 2) return []
  const flat = principalComponents({ data, shape }, { components: 2 }).apply({ data, shape }).data
  return Array.from({ length: shape[0] }, (_, row) => ({
    x: flat[2 * row],
    y: flat[2 * row + 1],
    group: pairs === undefined ? labels?.[row] ?? 0 : Number(row >= rows[0])
  }))
}
