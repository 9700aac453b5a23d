import * as z from 'zod/mini'
import type { AnyCloud, ColumnData } from '../cloud.js'
import type { Selector } from './selector.js'

/**
 * Points that have one of some values in a column of ids, in the order of these values: `values`
 * for all pieces, or one value for every piece. A cloud without the column has none of them.
 */
export const values: Selector = {
  placeless: true,
  parameters: z.strictObject({
    column: z.string(),
    values: z.union([z.array(z.number()), z.custom<Int32Array>(list =>
      list instanceof Int32Array)], 'must be a list of ids, or an Int32Array, one a piece')
  }),

  select (cloud, { column, values: wanted }, piece, memo) {
    const list = wanted instanceof Int32Array
      ? [wanted.length === 1 ? wanted[0] : wanted[piece]]
      : wanted as number[]
    if (!Object.hasOwn(cloud.columns, column as string)) return new Int32Array(0)
    const { data, width } = cloud.columns[column as string]
    return memo(data, `values ${list.join()}`, () => chosen(data, width, list))
  },

  holds (_place, kind, { values: wanted }, piece) {
    if (!(wanted instanceof Int32Array)) return (wanted as number[]).includes(kind)
    return wanted[wanted.length === 1 ? 0 : piece] === kind
  }
}

/** Ids below this are looked up in a table. */
const FEW = 65536

/** The points of every one of some ids, id by id: a counting sort, where others come last. */
function chosen (
  data: ColumnData, width: number, ids: readonly number[]
): Int32Array {
  const last = ids.reduce((most, id) => id < FEW ? Math.max(most, id) : most, 0)
  const table = new Int32Array(last + 1).fill(ids.length)
  const others = new Map<number, number>()
  ids.forEach((id, slot) => {
    if (id >= 0 && id < FEW) table[id] = slot
    else others.set(id, slot)
  })
  const points = data.length / width
  const slots = new Int32Array(points)
  const starts = new Int32Array(ids.length + 2)
  for (let i = 0; i < points; i++) {
    const id = Number(data[i * width])
    const slot = id >= 0 && id < table.length ? table[id]
      : others.size === 0 ? ids.length : others.get(id) ?? ids.length
    slots[i] = slot
    starts[slot + 1]++
  }
  for (let k = 0; k <= ids.length; k++) starts[k + 1] += starts[k]
  const found = new Int32Array(points)
  const wanted = starts[ids.length]
  for (let i = 0; i < points; i++) found[starts[slots[i]]++] = i
  return found.slice(0, wanted)
}

/** The ids in a column, in ascending order. */
export function idsIn ({ columns }: AnyCloud, column: string): number[] {
  if (!Object.hasOwn(columns, column)) return []
  const { data, width } = columns[column]
  const found = new Set<number>()
  for (let k = 0; k < data.length; k += width) found.add(Number(data[k]))
  return [...found].sort((a, b) => a - b)
}
