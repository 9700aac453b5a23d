import { fail } from '../../../../core/errors.js'
import { numberTypes, type HeldAs, type NumberType } from '../../../../core/npy/number-type.js'
import type { ParquetColumnInfo, ParquetKind } from './columns.js'

/** The values of a column, for the rows of a row group. */
export type ParquetColumn<Kind extends ParquetKind = ParquetKind> = {
  [K in Kind]: {
    readonly type: K
    readonly data: K extends NumberType ? HeldAs[K]
      : K extends 'text' ? readonly string[] : readonly Uint8Array[]
    /** 1 where the row is missing, where any is; `data` then holds 0, '' or nothing there. */
    readonly missing?: Uint8Array
    /** For lists: row i holds `data` from `offsets[i]` to before `offsets[i + 1]`. */
    readonly offsets?: Int32Array
  }
}[Kind]

/**
 * Puts the chunks that the decoder made into typed arrays.
 *
 * @throws FORMAT for the wrong number of rows, and for missing values within lists
 */
export function collect (
  name: string, column: ParquetColumnInfo, chunks: ReadonlyArray<ArrayLike<unknown>>, rows: number
): ParquetColumn {
  const found = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  if (found !== rows)
    throw fail('FORMAT', name, `column "${column.name}" has ${found} rows of ${rows}`)
  const missing = new Uint8Array(rows)
  const offsets = column.list ? new Int32Array(rows + 1) : undefined
  const flat: unknown[] = []
  let row = 0
  for (const chunk of chunks)
    for (let i = 0; i < chunk.length; i++, row++) {
      // The decoder gives a missing list as undefined, any other missing value as null.
      const value = offsets === undefined ? chunk[i] : chunk[i] ?? null
      if (value === null) missing[row] = 1
      if (offsets === undefined) flat.push(value)
      else {
        if (value !== null) for (const each of value as unknown[]) flat.push(each)
        offsets[row + 1] = flat.length
      }
    }
  const data = dataOf(name, column, flat)
  return {
    type: column.type,
    data,
    ...missing.includes(1) ? { missing } : {},
    ...offsets === undefined ? {} : { offsets }
  } as ParquetColumn
}

function dataOf (name: string, column: ParquetColumnInfo, values: readonly unknown[]) {
  const { type } = column
  const checked = (value: unknown, as: string) => {
    if (value === null && !column.list) return undefined
    if (as === 'object' ? value instanceof Uint8Array : typeof value === as) return value
    throw fail('FORMAT', name, value === null
      ? `column "${column.name}" has missing values within its lists, which is not read`
      : `column "${column.name}" has values that are no ${type}`)
  }
  if (type === 'text') return values.map(value => (checked(value, 'string') ?? '') as string)
  if (type === 'bytes')
    return values.map(value => Uint8Array.from((checked(value, 'object') ?? []) as Uint8Array))
  const { holds } = numberTypes[type]
  const big = type === 'int64' || type === 'uint64'
  const as = type === 'bool' ? 'boolean' : big ? 'bigint' : 'number'
  const data = new holds(new ArrayBuffer(values.length * holds.BYTES_PER_ELEMENT))
  values.forEach((value, i) => {
    const given = checked(value, as)
    if (given !== undefined) data[i] = type === 'bool' ? Number(given) : given as number
    // An integer that its type cannot hold would silently become another.
    if (given !== undefined && /int/.test(type) && data[i] !== given)
      throw fail('FORMAT', name, `column "${column.name}" has values that are no ${type}`)
  })
  return data
}
