import * as z from 'zod/mini'
import type { AnyCloud } from '../cloud.js'
import type { Memo, Selector } from './selector.js'

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
    const found = byValue(cloud, column as string, memo)
    const parts = list.map(id => found.get(id) ?? new Int32Array(0))
    const all = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const part of parts) {
      all.set(part, at)
      at += part.length
    }
    return all
  },

  holds (_place, kind, { values: wanted }, piece) {
    if (!(wanted instanceof Int32Array)) return (wanted as number[]).includes(kind)
    return wanted[wanted.length === 1 ? 0 : piece] === kind
  }
}

/** The points of every value of a column. */
function byValue (
  cloud: AnyCloud, column: string, memo: Memo
): ReadonlyMap<number, Int32Array> {
  if (!Object.hasOwn(cloud.columns, column)) return new Map()
  const { data, width } = cloud.columns[column]
  return memo(data, `values of ${width}`, () => {
    const counts = new Map<number, number>()
    const points = data.length / width
    for (let i = 0; i < points; i++) {
      const id = Number(data[i * width])
      counts.set(id, (counts.get(id) ?? 0) + 1)
    }
    const found = new Map(Array.from(counts, ([id, count]) => [id, new Int32Array(count)]))
    counts.clear()
    for (let i = 0; i < points; i++) {
      const id = Number(data[i * width])
      const at = counts.get(id) ?? 0
      const list = found.get(id) as Int32Array
      list[at] = i
      counts.set(id, at + 1)
    }
    return found
  })
}

/** The ids in a column, in ascending order. */
export function idsIn ({ columns }: AnyCloud, column: string): number[] {
  if (!Object.hasOwn(columns, column)) return []
  const { data, width } = columns[column]
  const found = new Set<number>()
  for (let k = 0; k < data.length; k += width) found.add(Number(data[k]))
  return [...found].sort((a, b) => a - b)
}
