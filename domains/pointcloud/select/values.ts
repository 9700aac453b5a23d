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

/** Ids below this are looked up in a table, and those below `MANY` if one of them is wanted. */
const FEW = 1024
const MANY = 65536

/** The points of every one of some ids, id by id: a counting sort, where others come last. */
function chosen (
  data: ColumnData, width: number, ids: readonly number[]
): Int32Array {
  const rest = ids.length
  const slots = slotsOf(data, width, ids)
  const starts = new Int32Array(rest + 2)
  for (let i = 0; i < slots.length; i++) starts[slots[i] + 1]++
  for (let k = 0; k <= rest; k++) starts[k + 1] += starts[k]
  const found = new Int32Array(starts[rest] + 1)
  // Others are written too, behind all: a branch on them no processor could foresee
  const steps = new Int32Array(rest + 1).fill(1, 0, rest)
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i]
    const at = starts[slot]
    found[at] = i
    starts[slot] = at + steps[slot]
  }
  return found.slice(0, -1)
}

/** Which of some ids every point has; as many as there are for none of them. */
function slotsOf (
  data: ColumnData, width: number, ids: readonly number[]
): Uint16Array | Int32Array {
  const size = ids.reduce((most, id) => id < MANY ? Math.max(most, id + 1) : most, FEW)
  const table = new Int32Array(size).fill(ids.length)
  const others = new Map<number, number>()
  ids.forEach((id, slot) => {
    if (id >= 0 && id < size) table[id] = slot
    else others.set(id, slot)
  })
  const slots = new (ids.length < 2 ** 16 ? Uint16Array : Int32Array)(data.length / width)
  for (let i = 0, k = 0; i < slots.length; i++, k += width) {
    const id = Number(data[k])
    slots[i] = id >= 0 && id < size && (id | 0) === id ? table[id]
      : others.size === 0 ? ids.length : others.get(id) ?? ids.length
  }
  return slots
}

/** The ids in a column, in ascending order. */
export function idsIn ({ columns }: AnyCloud, column: string): number[] {
  if (!Object.hasOwn(columns, column)) return []
  const { data, width } = columns[column]
  const found = new Set<number>()
  for (let k = 0; k < data.length; k += width) found.add(Number(data[k]))
  return [...found].sort((a, b) => a - b)
}
