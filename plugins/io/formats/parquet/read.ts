import type { FileMetaData, RowGroup } from 'hyparquet'
import { fail } from '../../../../core/errors.js'
import { knownOptions, limit, MEBI } from '../limits.js'
import { peer } from '../../../peer.js'
import { refused } from '../refused.js'
import { withBytes, type Bytes, type FileSource } from '../source.js'
import { spend, type Budget } from './budget.js'
import { collect, type ParquetColumn } from './collect.js'
import { columnsOf, type ParquetColumnInfo } from './columns.js'
import { readFooter, type Hyparquet } from './footer.js'
import { checkPages } from './pages.js'
import { unpackerOf } from './unpack.js'

/** The rows of a row group, column by column; `columns` has no prototype. */
export interface ParquetGroup {
  /** The number of its first row in the file. */
  readonly start: number
  readonly rows: number
  readonly columns: Readonly<Record<string, ParquetColumn>>
}

export interface ParquetOptions {
  /** The columns to read; all by default. The others are not looked at. */
  readonly columns?: readonly string[]
  /** What a row group may take once unpacked, in bytes; 256 MiB by default. */
  readonly maximumBytes?: number
}

/**
 * Reads a Parquet file, row group by row group, with one of them in memory: flat columns and lists
 * of numbers, truths, texts and bytes; uncompressed, snappy, gzip, brotli or zstd (which needs
 * fzstd). Missing rows are told by `missing`, never by a value.
 *
 * Page checksums are optional in the format and not verified.
 *
 * @throws FORMAT for damaged files, for nested, date and decimal columns (leave them out by
 * `columns`), and for row groups above `maximumBytes`
 * @throws UNKNOWN_NAME for a column that the file has not
 * @throws MISSING_PEER without hyparquet
 */
export async function * readParquet (
  source: FileSource, options: ParquetOptions = {}
): AsyncGenerator<ParquetGroup> {
  knownOptions('readParquet', options, ['columns', 'maximumBytes'])
  const most = limit('readParquet', 'maximumBytes', options.maximumBytes, 256 * MEBI)
  const hyparquet = await peer('readParquet', 'hyparquet', () => import('hyparquet'))
  // The file is opened for every row group, so that none stays open when a loop is left.
  const metadata = await withBytes(source, 'readParquet', bytes => readFooter(hyparquet, bytes))
  const columns = chosen(nameOf(source), metadata, options.columns)
  let start = 0
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows)
    yield await withBytes(source, 'readParquet', async bytes => ({
      start, rows, columns: await readGroup(hyparquet, bytes, metadata, group, columns, most)
    }))
    start += rows
  }
}

const nameOf = (source: FileSource) => typeof source === 'string' ? source : 'readParquet'

function chosen (name: string, metadata: FileMetaData, wanted: readonly string[] | undefined) {
  const known = columnsOf(name, metadata)
  const names = wanted ?? known.map(column => column.name)
  return names.map(column => {
    const found = known.find(each => each.name === column)
    if (found === undefined)
      throw fail('UNKNOWN_NAME', 'column', column, known.map(each => each.name))
    if ('reason' in found) throw fail('FORMAT', name, `column "${column}" ${found.reason}`)
    return found
  })
}

async function readGroup (
  hyparquet: Hyparquet, bytes: Bytes, metadata: FileMetaData, group: RowGroup,
  columns: readonly ParquetColumnInfo[], most: number
) {
  const read = Object.create(null) as Record<string, ParquetColumn>
  const budget = { most, left: most }
  for (const column of columns)
    read[column.name] = await readColumn(hyparquet, bytes, metadata, group, column, budget)
  return read
}

/** Checks the pages of a column, then has them decoded. */
async function readColumn (
  hyparquet: Hyparquet, bytes: Bytes, metadata: FileMetaData, group: RowGroup,
  column: ParquetColumnInfo, budget: Budget
) {
  const path = column.path.join('\0')
  const chunk = group.columns.find(each => each.meta_data?.path_in_schema.join('\0') === path)
  const about = chunk?.meta_data
  if (chunk === undefined || about === undefined || chunk.file_path !== undefined ||
    about.type !== column.physical)
    throw fail('FORMAT', bytes.name, `column "${column.name}" is not in every row group`)
  const start = Number(about.dictionary_page_offset || about.data_page_offset)
  const end = start + Number(about.total_compressed_size)
  const rows = Number(group.num_rows)
  const values = Number(about.num_values)
  if (![start, end, rows, values].every(Number.isSafeInteger))
    throw fail('FORMAT', bytes.name, 'is a damaged Parquet file')
  spend(bytes.name, budget, Math.max(rows, values) * 8)
  if (end - start > budget.left) spend(bytes.name, budget, Infinity)
  const part = await bytes.read(start, end)
  const unpack = await unpackerOf(bytes.name, about.codec)
  const cursor = { name: bytes.name, bytes: part, at: 0, end: part.length }
  const unpacked = checkPages(cursor, column, values, unpack, budget)
  // The decoder sees this column alone, gets pages that are unpacked already, and only those bytes.
  return refused(bytes.name, async () => {
    const chunks: Array<ArrayLike<unknown>> = []
    if (rows > 0) await hyparquet.parquetRead({
      file: { byteLength: bytes.size, slice: () => part.buffer },
      metadata: {
        ...metadata,
        schema: [{ ...metadata.schema[0], num_children: 1 }, ...column.elements],
        num_rows: group.num_rows,
        row_groups: [{
          ...group,
          columns: [{ file_offset: 0n, meta_data: { ...about, statistics: undefined } }]
        }]
      },
      compressors: { [about.codec]: () => unpacked.shift() },
      utf8: false,
      onChunk: ({ columnData }) => { chunks.push(columnData) }
    })
    return collect(bytes.name, column, chunks, rows)
  })
}
