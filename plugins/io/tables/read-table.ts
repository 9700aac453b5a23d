import { fail } from '../../../core/errors.js'
import type { Table } from '../../../domains/regression/index.js'
import { tableOf } from '../../../domains/regression/index.js'
import { cellReader } from './cells.js'
import type { ReadTableOptions } from './options.js'
import { readTableChoice } from './options.js'

/**
 * Reads a table of numbers with real targets: CSV, TSV, or Parquet, by the end of its name. It is
 * held in doubles; the command mixes larger ones without holding them.
 *
 * Nothing is guessed that could be wrong: columns are numbers unless `categories` names them, and
 * texts, dates and ids are refused with a sentence that says what to do about them.
 *
 * @throws OPTION, UNKNOWN_OPTION at once; FORMAT naming the column and mostly the line;
 *   UNKNOWN_NAME for a column that is not there; MISSING_PEER without csv-parse or hyparquet
 */
export async function readTable (file: string, options: ReadTableOptions): Promise<Table> {
  if (typeof file !== 'string')
    throw fail('INPUT', 'readTable', 'file', 'must be the path of a CSV, TSV or Parquet file', file)
  const choice = readTableChoice('readTable', options)
  const reader = cellReader(file, choice)
  const blocks: Float64Array[] = []
  for await (const block of reader.blocks()) blocks.push(block)
  const columns = reader.columns()
  const data = new Float64Array(blocks.reduce((sum, block) => sum + block.length, 0))
  let at = 0
  for (const block of blocks.splice(0)) {
    data.set(block, at)
    at += block.length
  }
  const { header: _h, delimiter: _d, empty: _e, targets: _t, ...table } = choice
  return tableOf(file, { columns, rows: data.length / columns.length, data },
    table)
}
