import { readFileSync, readdirSync } from 'node:fs'
import test, { type ExecutionContext } from 'ava'
import { Rng, type RemixtureError } from '../../../core/index.js'
import type { Column } from '../../../domains/pointcloud/cloud.js'
import {
  readBin, readLas, readNpyTable, readOff, readPcd, readPly, readText, streamPoints, writeNpyTable,
  writePcd, writePly, writeText
} from '../../../domains/pointcloud/formats/index.js'
import type { PointTable, StreamFormat } from '../../../domains/pointcloud/formats/index.js'
import { parserOf } from '../../../domains/pointcloud/formats/stream/stream.js'
import { driven } from '../../../domains/pointcloud/formats/stream/drive.js'
import { formatOf } from '../../../plugins/io/clouds/formats.js'

const fixtures = 'test/golden/data/formats'
const scans = 'examples/data/pointclouds'
const whole: Record<StreamFormat, (bytes: Uint8Array, source?: string) => PointTable> = {
  ply: readPly, pcd: readPcd, las: readLas, off: readOff,
  npy: (bytes, source) => readNpyTable(bytes, undefined, source),
  text: (bytes, source) => readText(bytes, {}, source),
  bin: (bytes, source) => readBin(bytes, {}, source),
  nuscenes: (bytes, source) =>
    readBin(bytes, { fields: ['x', 'y', 'z', 'intensity', 'ring'] }, source)
}

/** Bytes in pieces of odd lengths. */
function * pieces (bytes: Uint8Array, length: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.slice(at, at + length)
}

/** Blocks put together again; how many there were. */
async function joined (
  blocks: AsyncIterable<PointTable>
): Promise<{ readonly table: PointTable, readonly sizes: number[] }> {
  const all: PointTable[] = []
  for await (const block of blocks) all.push(block)
  const columns = Object.entries(all[0].columns).map(([name, column]): [string, Column] => {
    const { data, width } = column
    const parts = all.map(each => each.columns[name].data)
    const length = parts.reduce((sum, part) => sum + part.length, 0)
    const made = new (data.constructor as Uint8ArrayConstructor)(length)
    parts.reduce((at, part) => {
      made.set(part as Uint8Array, at)
      return at + part.length
    }, 0)
    return [name, { data: made, width }]
  })
  const size = all.reduce((sum, block) => sum + block.size, 0)
  return { table: { size, columns: Object.fromEntries(columns) }, sizes: all.map(b => b.size) }
}

/** In blocks of some sizes and pieces of odd lengths, a file is what it is as a whole. */
async function isSame (t: ExecutionContext, name: string, bytes: Uint8Array, format: StreamFormat) {
  const { size, columns } = whole[format](bytes, name)
  for (const [block, length] of [[1, 13], [7, 1], [1000, 4097], [7, 1 << 20]]) {
    if (size > 3000 && block < 1000) continue
    if (bytes.length > 100_000 && length < 100) continue
    for (const total of [bytes.length, undefined]) {
      const gather: never[] = []
      const run = (known?: readonly never[]) => joined(driven(pieces(bytes, length), name,
        parserOf(format, {}, 'test', known === undefined ? { gather } : { known }), block, total))
      // Once to know what the numbers are like, once to read them so
      await run()
      const { table, sizes } = await run(gather)
      t.deepEqual(table, { size, columns }, `${name}, ${block} points, ${length} bytes`)
      t.true(sizes.slice(0, -1).every(each => each === block))
    }
  }
}

for (const [folder, files] of [fixtures, scans].map(each => [each, readdirSync(each)] as const)) {
  for (const name of files) {
    const format = formatOf(name)
    if (format === undefined || format === 'laz' || format === 'npz') continue
    test(`${name} is the same in blocks`, async t => {
      const bytes = new Uint8Array(readFileSync(`${folder}/${name}`))
      try {
        whole[format](bytes, name)
      } catch {
        // Waves that are not in the file; the error is that of the whole
        await t.throwsAsync(joined(streamPoints([bytes], format, {}, name)))
        return
      }
      await isSame(t, name, bytes, format)
    })
  }
}

/** Every type, and what texts are hard with. */
const rng = Rng(3).fork('stream')
const every: PointTable = {
  size: 2500,
  columns: {
    x: { data: Float32Array.from({ length: 2500 }, () => rng.uniform() - 0.5), width: 1 },
    y: { data: Float64Array.from({ length: 2500 }, () => 1e9 * rng.uniform()), width: 1 },
    z: { data: Float32Array.from({ length: 2500 }, (_, k) => k % 5 === 0 ? NaN : -k), width: 1 },
    red: { data: Uint8Array.from({ length: 2500 }, () => 256 * rng.uniform()), width: 1 },
    label: { data: Int32Array.from({ length: 2500 }, () => 2 ** 31 * rng.uniform()), width: 1 }
  }
}
const written: ReadonlyArray<readonly [string, StreamFormat, Uint8Array]> = [
  ['ascii.ply', 'ply', writePly(every, 'ascii')], ['le.ply', 'ply', writePly(every)],
  ['be.ply', 'ply', writePly(every, 'binary_big_endian')], ['a.npy', 'npy', writeNpyTable(every)],
  ['ascii.pcd', 'pcd', writePcd(every, 'ascii')], ['binary.pcd', 'pcd', writePcd(every)],
  ['a.csv', 'text', writeText(every, { header: true, separator: ',' })],
  ['a.txt', 'text', writeText(every)]
]
for (const [name, format, bytes] of written) {
  test(`what is written as ${name} is the same in blocks; cut off it is refused`, async t => {
    await isSame(t, name, bytes, format)
    // A text does not say how long it is
    const ends = format === 'text' ? [] : [0, 30, 100, bytes.length >> 1, bytes.length - 20]
    for (const total of [bytes.length, undefined]) {
      for (const end of ends) {
        const read = joined(streamPoints(pieces(bytes.slice(0, end), 777), format,
          { block: 100, ...total !== undefined && { total } }, name))
        const error = await read.then(() => undefined, (thrown: unknown) => thrown)
        t.is((error as RemixtureError).code, 'FORMAT', `${end} ${String(error)}`)
        t.true((error as Error).message.startsWith(`${name}: `), (error as Error).message)
      }
    }
  })
}

test('hostile headers take no memory, and errors name the file and the line', async t => {
  const text = (...lines: string[]): Uint8Array => new TextEncoder().encode(`${lines.join('\n')}\n`)
  const refuses = async (format: StreamFormat, bytes: Uint8Array, says: RegExp): Promise<void> => {
    const before = process.memoryUsage().arrayBuffers
    const error = await t.throwsAsync(joined(streamPoints(pieces(bytes, 7), format, {}, 'a.file')))
    t.regex(error?.message ?? '', says)
    t.true(error?.message.startsWith('a.file: '))
    t.true(process.memoryUsage().arrayBuffers - before < 2 ** 23)
  }
  const xyz = ['property float x', 'property float y', 'property float z', 'end_header']
  const ply = (format: string, count: string, ...more: string[]): Uint8Array =>
    text('ply', `format ${format} 1.0`, `element vertex ${count}`, ...xyz, ...more)
  await refuses('ply', ply('binary_little_endian', '999999999999', '1'), /announces 999999999999/)
  await refuses('ply', ply('ascii', '999999999999', '1 2 3'), /ends where x is expected/)
  await refuses('ply', ply('ascii', '2', '1 2 3', '4 five 6'), /y as a number in line 9.*"five"/)
  for (const format of ['ascii', 'binary_little_endian'])
    await refuses('ply', text('ply', `format ${format} 1.0`, 'element vertex 999999999999',
      'end_header'), /properties of its element "vertex"/)
  await refuses('pcd', text('VERSION 0.7', 'FIELDS x', 'SIZE 4', 'TYPE F', 'COUNT 1',
    'WIDTH 4000000000', 'HEIGHT 1', 'DATA binary', '1'), /announces 4000000000 points/)
  await refuses('text', text('1 2 3', '4 5 6', '7 8'), /3 numbers in line 3, got 2/)
  // Lines of long ago, which end in a return alone, are not one of many numbers
  await refuses('text', text('1 2 3\r4 5 6\r'), /numbers in line 1, got a word that is none/)
  await refuses('text', text('3', '1 2 3', '4 5 6'), /announces 3 points, got 2/)
  await refuses('npy', writeNpyTable(every).slice(0, 400), /announces 2500 points/)
  await refuses('bin', new Uint8Array(33), /multiple of 16 bytes.*got 33/)
  const las = new Uint8Array(readFileSync(`${fixtures}/utm.pdrf3.las`))
  new DataView(las.buffer).setUint32(96, 2 ** 31, true)
  await refuses('las', las, /points in the first 67108864 bytes/)
})

test('more bytes than an array has are an error; who stops ends the source', async t => {
  const more = new Uint8Array([...writeNpyTable(every), 1])
  await t.throwsAsync(joined(streamPoints([more], 'npy', {}, 'a.npy')),
    { message: /^a\.npy: .*more/ })
  let ended = false
  async function * endless (): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield await Promise.resolve(new Uint8Array(1600))
    } finally {
      ended = true
    }
  }
  for await (const { size } of streamPoints(endless(), 'bin', { block: 150 })) {
    t.is(size, 150)
    break
  }
  t.true(ended)
  t.throws(() => streamPoints([], 'ply', { block: 0 }), { code: 'OPTION', message: /"block"/ })
  t.throws(() => streamPoints([], 'laz' as 'las'), { code: 'OPTION', message: /"format"/ })
  t.throws(() => streamPoints(5 as never, 'ply'), { code: 'INPUT' })
  await t.throwsAsync(joined(streamPoints(['x'] as never, 'ply')), { code: 'INPUT' })
})

test('a stream that is no LAS file is told so, whatever stands where its start would', async t => {
  const bunny = readFileSync(`${scans}/lgl_bunny.ply`)
  const blocks = streamPoints([...pieces(bunny, 4096)], 'las', {}, 'a.las')
  await t.throwsAsync(blocks.next(), { code: 'FORMAT', message: /a\.las: is no LAS file/ })
})
