import { fail } from '../../../core/errors.js'
import { readAs } from '../../../domains/regression/table/options.js'
import type { TableChoice } from '../../../domains/regression/table/options.js'
import { readParquet } from '../formats/parquet/index.js'
import type { ParquetColumn } from '../formats/parquet/index.js'
import { parquetColumns } from '../formats/parquet/names.js'
import type { Field, FieldRow } from './cells.js'

/**
 * The rows of a Parquet file, one by one, from one row group at a time. Columns that are left out
 * are not read, so they may be of any kind.
 *
 * @throws FORMAT for lists, and for numbers that a double does not hold
 */
export async function * parquetRows (
  file: string, choice: TableChoice
): AsyncGenerator<FieldRow> {
  const names = (await parquetColumns(file)).map(({ name }) => name)
  const { used } = readAs(names, choice)
  for await (const { start, rows, columns } of readParquet(file, { columns: used })) {
    const read = used.map(name => fieldsOf(file, name, columns[name]))
    for (let row = 0; row < rows; row++) {
      const fields: Field[] = names.map(() => null)
      used.forEach((name, u) => { fields[names.indexOf(name)] = read[u](row) })
      yield { names, fields, line: start + row + 1 }
    }
  }
}

function fieldsOf (
  file: string, name: string, { type, data, missing, offsets }: ParquetColumn
): (row: number) => Field {
  if (offsets !== undefined || type === 'bytes')
    throw fail('FORMAT', file, `column "${name}" holds ${type === 'bytes' ? 'bytes' : 'lists'}: ` +
      'leave it out by "exclude"')
  return row => {
    if (missing?.[row] === 1) return null
    const value = data[row] as Field | bigint
    if (typeof value !== 'bigint') return typeof value === 'number' && Number.isNaN(value)
      ? null
      : value
    const number = Number(value)
    if (BigInt(number) === value) return number
    throw fail('FORMAT', file, `column "${name}" holds ${value}, which no double holds exactly: ` +
      'leave it out by "exclude"')
  }
}
