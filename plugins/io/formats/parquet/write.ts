import { gzipSync } from 'node:zlib'
import type { DecodedArray, SchemaElement } from 'hyparquet'
import type * as Library from 'hyparquet-writer'
import { fail } from '../../../../core/errors.js'
import { knownOptions } from '../limits.js'
import { peer } from '../../../peer.js'
import { writeWhole } from '../whole-file.js'
import { elementsOf, writtenOf, type ParquetInput, type Written } from './schema.js'

/** The rows of a row group, column by column. */
export type ParquetGroupInput = Readonly<Record<string, ParquetInput>>

export interface ParquetWriteOptions {
  /** How pages are packed; `snappy` by default. */
  readonly codec?: 'none' | 'snappy' | 'gzip'
}

const WHO = 'writeParquet'
const TYPED = /^(int32|float32|u?int64|float64)$/
const codecs = { none: 'UNCOMPRESSED', snappy: 'SNAPPY', gzip: 'GZIP' } as const

/**
 * Writes a Parquet file, every group a row group, with one of them in memory: flat columns and
 * lists of numbers, truths (`type: 'bool'`), texts and byte strings. All groups have the columns of
 * the first, with the same types.
 *
 * @throws OPTION, INPUT; nothing is left behind then
 * @throws MISSING_PEER without hyparquet-writer
 */
export async function writeParquet (
  path: string, groups: Iterable<ParquetGroupInput> | AsyncIterable<ParquetGroupInput>,
  options: ParquetWriteOptions = {}
): Promise<void> {
  knownOptions(WHO, options, ['codec'])
  const { codec = 'snappy' } = options
  if (!Object.hasOwn(codecs, codec))
    throw fail('OPTION', WHO, 'codec', 'must be none, snappy or gzip', codec)
  const library = await peer(WHO, 'hyparquet-writer', () => import('hyparquet-writer'))
  await writeWhole(path, written(library, groups, codecs[codec]))
}

async function * written (
  { ByteWriter, ParquetWriter }: typeof Library,
  groups: Iterable<ParquetGroupInput> | AsyncIterable<ParquetGroupInput>,
  codec: typeof codecs[keyof typeof codecs]
) {
  const bytes = new ByteWriter()
  let first: readonly Written[] | undefined
  let writer: InstanceType<typeof ParquetWriter> | undefined
  for await (const group of groups) {
    const columns = Object.entries(group).map(([name, input]) => writtenOf(name, input))
    checkGroup(columns, first ??= columns)
    writer ??= new ParquetWriter({
      writer: bytes, schema: schemaOf(columns), codec, createdBy: 'remixture',
      compressors: { GZIP: input => gzipSync(input) }
    })
    const { rows } = columns[0]
    const columnData = columns.map(column => ({ name: column.name, data: valuesOf(column) }))
    if (rows > 0) await writer.write({ columnData, rowGroupSize: rows })
    yield drained(bytes)
  }
  if (writer === undefined)
    throw fail('INPUT', WHO, 'groups', 'must hold one group at least, which names the columns', [])
  await writer.finish()
  yield drained(bytes)
}

function drained (bytes: { index: number, getBytes (): Uint8Array }): Uint8Array {
  const copy = bytes.getBytes().slice()
  bytes.index = 0
  return copy
}

function checkGroup (columns: readonly Written[], first: readonly Written[]): void {
  const names = first.map(({ name }) => name)
  if (columns.length === 0) throw fail('INPUT', WHO, 'groups', 'must have a column at least', {})
  if (columns.length !== first.length || columns.some(({ name }, i) => name !== names[i]))
    throw fail('INPUT', WHO, 'groups', `must all have the columns ${names.join(', ')}, in order`,
      columns.map(({ name }) => name))
  columns.forEach(({ name, kind, rows, missing, offsets }, i) => {
    if (rows !== columns[0].rows)
      throw fail('INPUT', WHO, name, `must have ${columns[0].rows} rows as the others`, rows)
    if (kind !== first[i].kind || (offsets === undefined) !== (first[i].offsets === undefined))
      throw fail('INPUT', WHO, name, `must hold ${first[i].kind} as in the first group`, kind)
    if (missing?.includes(1) && first[i].missing === undefined)
      throw fail('INPUT', WHO, name, 'has missing rows; give "missing" in the first group too',
        missing)
  })
}

function schemaOf (columns: readonly Written[]): SchemaElement[] {
  return [{ name: 'schema', num_children: columns.length }, ...columns.flatMap(elementsOf)]
}

/** The rows as the library takes them: typed arrays where it can, lists and null where not. */
function valuesOf ({ kind, data, rows, missing, offsets }: Written): DecodedArray {
  const one = (value: unknown) => kind === 'bool' ? value === 1 : value
  // Not uint32: the library takes its upper half from plain lists only.
  if (offsets === undefined && missing === undefined && TYPED.test(kind))
    return data as DecodedArray
  return Array.from({ length: rows }, (_, row): unknown => {
    if (missing?.[row]) return null
    if (offsets === undefined) return one(data[row])
    return Array.from(data.slice(offsets[row], offsets[row + 1]) as ArrayLike<unknown>, one)
  })
}
