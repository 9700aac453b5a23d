import { writeFile, readFile } from 'node:fs/promises'
import test from 'ava'
import fc from 'fast-check'
import {
  readParquet, writeParquet, type ParquetColumn, type ParquetGroupInput, type ParquetInput
} from '../../../plugins/io/formats/index.js'
import { fromHalf, numberTypes, type NumberType } from '../../../core/npy/number-type.js'
import { walkRuns } from '../../../plugins/io/formats/parquet/runs.js'
import { readStruct } from '../../../plugins/io/formats/parquet/thrift.js'
import { all, beside, bytesOf, expected, fixture, inFolder, refuses } from './support.js'

/** A row of a column as pyarrow's `to_pylist` and JSON state it. */
function rowOf (column: ParquetColumn, row: number): unknown {
  const one = (value: unknown) => {
    if (column.type === 'bool') return value === 1
    if (value instanceof Uint8Array) return [...value]
    return /int/.test(column.type) ? String(value) : value
  }
  if (column.missing?.[row]) return null
  if (column.offsets === undefined) return one(column.data[row])
  return Array.from(column.data.slice(column.offsets[row], column.offsets[row + 1]), one)
}

const rowsOf = (column: ParquetColumn, rows: number) =>
  Array.from({ length: rows }, (_, row) => rowOf(column, row))

const written = ['plain-v1', 'snappy-v1', 'gzip-v2', 'brotli-v1', 'zstd-v2', 'split']
for (const name of written)
  test(`pyarrow's ${name} has the rows that pyarrow says`, async t => {
    const found: Record<string, unknown[]> = {}
    const groups = await all(readParquet(fixture(`parquet/${name}.parquet`)))
    t.is(groups.length, name === 'snappy-v1' ? 3 : 1)
    t.deepEqual(groups.map(({ start }) => start), [0, 17, 34].slice(0, groups.length))
    for (const { columns, rows } of groups)
      for (const [key, column] of Object.entries(columns)) {
        found[key] = [...found[key] ?? [], ...rowsOf(column, rows)]
        if (column.type !== 'text' && column.type !== 'bytes')
          t.true(column.data instanceof numberTypes[column.type].holds, key)
      }
    t.deepEqual(found, expected.parquet)
    t.deepEqual(await all(readParquet(bytesOf(`parquet/${name}.parquet`))), groups)
  })

test('a column has the type that the file states', async t => {
  const [{ columns }] = await all(readParquet(fixture('parquet/plain-v1.parquet')))
  t.deepEqual(Object.entries(columns).map(([key, { type }]) => `${key} ${type}`), [
    'flag bool', 'i8 int8', 'u8 uint8', 'i16 int16', 'u16 uint16', 'i32 int32', 'u32 uint32',
    'i64 int64', 'u64 uint64', 'f16 float16', 'f32 float32', 'f64 float64', 'name text',
    'raw bytes', 'maybe float64', 'maybe_name text', 'list float32', 'maybe_list int64'
  ])
})

test('columns that cannot be read are named, and others of the file can', async t => {
  const path = fixture('parquet/nested.parquet')
  await refuses(t, 'FORMAT', /column "s" is neither flat nor a list/, () => all(readParquet(path)))
  await refuses(t, 'FORMAT', /column "d" holds DATE; write it as/, () =>
    all(readParquet(path, { columns: ['d'] })))
  await refuses(t, 'FORMAT', /column "holes" has missing values within its lists/, () =>
    all(readParquet(path, { columns: ['holes'] })))
  await refuses(t, 'UNKNOWN_NAME', /no column named "okk"\. .* mean "ok"/, () =>
    all(readParquet(path, { columns: ['okk'] })))
  await refuses(t, 'FORMAT', /packed by LZ4_RAW, which is not read; use/, () =>
    all(readParquet(fixture('parquet/lz4.parquet'))))
  const [{ columns }] = await all(readParquet(path, { columns: ['ok'] }))
  t.deepEqual({ ...columns }, { ok: { type: 'int64', data: BigInt64Array.of(1n, 2n) } })
})

test('a row group above the limit is refused before it is decoded', async t => {
  await refuses(t, 'FORMAT', /exceeds maximumBytes, 1000/, () =>
    all(readParquet(fixture('parquet/plain-v1.parquet'), { maximumBytes: 1000 })))
  // One column of 40 doubles: 320 bytes of values and the page that holds them.
  t.is((await all(readParquet(fixture('parquet/plain-v1.parquet'), {
    columns: ['f64'], maximumBytes: 1000
  }))).length, 1)
})

const types = Object.keys(numberTypes) as NumberType[]
const kinds = [...types, 'text', 'bytes'] as const

/** A value of a kind from eight random bytes. */
function valueOf (kind: typeof kinds[number], bytes: Uint8Array): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  if (kind === 'bool') return bytes[0] & 1
  if (kind === 'float16') return fromHalf(view.getUint16(0))
  if (kind === 'text') return String.fromCodePoint(bytes[0] % 64 + 0xa0).repeat(bytes[1] % 4)
  if (kind === 'bytes') return bytes.slice(0, bytes[0] % 9)
  return new numberTypes[kind].holds(bytes.slice().buffer)[0]
}

function dataOf (kind: typeof kinds[number], values: readonly unknown[]) {
  if (kind === 'text' || kind === 'bytes') return values as string[]
  const { holds } = numberTypes[kind]
  const data = new holds(new ArrayBuffer(values.length * holds.BYTES_PER_ELEMENT))
  values.forEach((value, i) => { data[i] = value as number })
  return data
}

const cells = fc.array(fc.tuple(fc.boolean(), fc.array(fc.uint8Array({
  minLength: 8, maxLength: 8
}), { maxLength: 3 })), { minLength: 1, maxLength: 40 })

const columnInputs = fc.tuple(fc.constantFrom(...kinds), fc.boolean(), fc.boolean(), fc.nat(2))

test('what is written is read again: every type, missing rows, lists, groups, codecs', t =>
  inFolder(file => fc.assert(fc.asyncProperty(
    fc.array(columnInputs, { minLength: 1, maxLength: 3 }), fc.array(cells, {
      minLength: 1, maxLength: 2
    }), fc.constantFrom('none', 'snappy', 'gzip'),
    async (columns, groups, codec) => {
      const inputs = groups.map(rows => Object.fromEntries(columns.map((column, c) => {
        const [kind, list, holes, few] = column
        // A few different values only: then the writer makes a dictionary.
        const row = (r: number) => rows[few === 0 ? r : r % few]
        const missing = Uint8Array.from(rows, (_, r) => holes && row(r)[0] ? 1 : 0)
        const values = rows.map((_, r) => {
          if (missing[r] === 1) return list ? [] : [valueOf(kind, new Uint8Array(8))]
          const bytes = row(r)[1].map(each => valueOf(kind, each))
          return list ? bytes : [bytes[0] ?? valueOf(kind, new Uint8Array(8).fill(c))]
        })
        const offsets = Int32Array.from([0, ...values], (_, r) =>
          values.slice(0, r).reduce((sum, each) => sum + each.length, 0))
        const input: ParquetInput = {
          data: dataOf(kind, values.flat()),
          type: kind,
          ...holes ? { missing } : {},
          ...list ? { offsets } : {}
        }
        return [`c${c}`, input]
      })))
      await writeParquet(file('a.parquet'), inputs, { codec: codec as 'none' })
      const read = await all(readParquet(file('a.parquet')))
      t.deepEqual(read.map(({ rows }) => rows), groups.map(({ length }) => length))
      for (const [g, group] of read.entries())
        for (const [name, { missing, ...wanted }] of Object.entries(
          inputs[g] as Record<string, Exclude<ParquetInput, readonly unknown[]> & {
            missing?: Uint8Array
          }>))
          t.deepEqual<unknown, unknown>(group.columns[name],
            missing?.includes(1) ? { ...wanted, missing } : wanted)
    }), { numRuns: 150, seed: 9 })))

test('groups are read as they come: the last may be damaged', t => inFolder(async file => {
  const data = Int32Array.from({ length: 100 }, (_, i) => i)
  await writeParquet(file('a.parquet'), [{ data }, { data }], { codec: 'none' })
  const bytes = await readFile(file('a.parquet'))
  // Both groups are the same bytes, one after the other, and follow the magic number.
  const length = Array.from({ length: 300 }, (_, i) => 400 + i).find(each =>
    bytes.subarray(4, 4 + each).equals(bytes.subarray(4 + each, 4 + 2 * each))) ?? NaN
  bytes.fill(0xff, 4 + length, 4 + length + 8)
  await writeFile(file('a.parquet'), bytes)
  const groups = readParquet(file('a.parquet'))
  const { value } = await groups.next()
  t.deepEqual<unknown, unknown>(value?.columns.data, { type: 'int32', data })
  await refuses(t, 'FORMAT', /damaged Parquet file/, () => groups.next())
}))

test('groups that do not fit the first are refused, and nothing is left behind', t =>
  inFolder(async file => {
    const a = Float32Array.of(1, 2)
    const cases: Array<[ParquetGroupInput[], RegExp]> = [
      [[], /one group at least/], [[{}], /a column at least/],
      [[{ a, b: Float32Array.of(1) }], /must have 2 rows/],
      [[{ a }, { b: a }], /must all have the columns a/],
      [[{ a }, { a: Float64Array.of(1) }], /must hold float32/],
      [[{ a: [] }], /must hold numbers, texts or byte strings/],
      [[{ a: { data: a, type: 'int32' } }], /must hold int32/],
      [[{ a: { data: a, offsets: Int32Array.of(0, 1) } }], /rise from 0 to the length/],
      [[{ a: { data: a, missing: Uint8Array.of(1) } }], /must be a Uint8Array of 2/],
      [[{ a }, { a: { data: a, missing: Uint8Array.of(0, 1) } }], /in the first group too/]
    ]
    for (const [groups, sentence] of cases)
      await refuses(t, 'INPUT', sentence, () => writeParquet(file('a.parquet'), groups))
    await refuses(t, 'OPTION', /none, snappy or gzip/, () =>
      writeParquet(file('a.parquet'), [{ a }], { codec: 'zstd' as never }))
    t.deepEqual(await beside(file('a.parquet')), [])
  }))

const cursor = (...bytes: number[]) =>
  ({ name: 'x', bytes: Uint8Array.from(bytes), at: 0, end: bytes.length })

test('a run that is longer than the values it stands for is refused', t => {
  const message = 'x: is a damaged Parquet file'
  // 2 ** 30 times the level 1: a decoder would fill memory with it.
  t.throws(() => walkRuns(cursor(0x80, 0x80, 0x80, 0x80, 0x08, 1), 1, 10, 1), { message })
  t.throws(() => walkRuns(cursor(0x00, 1), 1, 10, 1), { message })
  t.throws(() => walkRuns(cursor(20, 2), 2, 10, 1), { message })
  t.throws(() => walkRuns(cursor(0x07, 0xff), 1, 10, 1), { message })
  t.is(walkRuns(cursor(20, 1), 1, 10, 1), 10)
  t.is(walkRuns(cursor(0x05, 0b0101_0101, 0b11), 1, 10, 1), 6)
})

test('lists that claim more than there are bytes, and endless nesting, are refused', t => {
  const message = 'x: is a damaged Parquet file'
  t.throws(() => readStruct(cursor(0x19, 0xf8, 0xff, 0xff, 0xff, 0xff, 0x0f)), { message })
  t.throws(() => readStruct(cursor(...Array<number>(5000).fill(0x1c))), { message })
  t.throws(() => readStruct(cursor(0x18, 0xff, 0xff, 0xff, 0xff, 0x0f)), { message })
})
