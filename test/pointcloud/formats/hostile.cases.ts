import test, { type ExecutionContext } from 'ava'
import { readFileSync } from 'node:fs'
import { RemixtureError, Rng } from '../../../core/index.js'
import {
  readBin, readLabel, readLas, readNpyTable, readOff, readPcd, readPly, readText
} from '../../../domains/pointcloud/formats/index.js'

const fixtures = 'test/golden/data/formats'
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(`${fixtures}/${name}`))
const text = (...lines: string[]): Uint8Array => new TextEncoder().encode(`${lines.join('\n')}\n`)

/** Must be refused by a sentence that names the file and says this; no memory is taken first. */
function refuses (t: ExecutionContext, read: () => unknown, says: RegExp): void {
  const before = process.memoryUsage().arrayBuffers
  const error = t.throws(read, { instanceOf: RemixtureError })
  t.is(error.code, 'FORMAT')
  t.true(error.message.startsWith('a.file: '), error.message)
  t.regex(error.message, says)
  t.true(process.memoryUsage().arrayBuffers - before < 2 ** 20)
}

const ply = (...lines: string[]) => (): unknown => readPly(text('ply', ...lines), 'a.file')
const pcd = (...lines: string[]) => (): unknown => readPcd(text(...lines), 'a.file')
const head = ['VERSION 0.7', 'FIELDS x y z', 'SIZE 4 4 4', 'TYPE F F F', 'COUNT 1 1 1']
const xyz = ['property float x', 'property float y', 'property float z']
const little = 'format binary_little_endian 1.0'

test('PLY files with hostile headers', t => {
  refuses(t, () => readPly(text('plx'), 'a.file'), /must begin with "ply"/)
  refuses(t, () => readPly(new Uint8Array(0), 'a.file'), /ends within its header/)
  refuses(t, ply('format ascii 2.0', 'end_header'), /in version 1\.0, got "ascii 2\.0"/)
  refuses(t, ply('format ascii 1.0', 'element face 1', 'end_header'),
    /must have an element "vertex", got "face"/)
  refuses(t, ply(little, 'element vertex 1e9', ...xyz, 'end_header'), /how many of "vertex"/)
  refuses(t, ply(little, 'element vertex 999999999999', ...xyz, 'end_header'),
    /announces 999999999999 of "vertex", got 0 bytes/)
  refuses(t, ply('format ascii 1.0', 'element vertex 999999999999', ...xyz, 'end_header', '1 2 3'),
    /announces 999999999999 points of 3 numbers, got 6 bytes/)
  refuses(t, ply(little, 'element vertex 1', 'property half x', 'end_header'),
    /of the types char, .*, got "half"/)
  refuses(t, ply(little, 'element vertex 1', ...xyz, 'property float x', 'end_header'),
    /"x" once in "vertex"/)
  refuses(t, ply(little, 'element face 4000000000', 'property list uint int i', 'element vertex 0',
    'end_header'), /announces 4000000000 of "face"/)
  refuses(t, ply(little, 'element face 1', 'property list uint int i', 'element vertex 0',
    'end_header', '\x7f\x7f\x7f\x7f'), /ends within its 1 of "face"/)
  refuses(t, ply('format ascii 1.0', 'element vertex 1', ...xyz, 'end_header', '1 two 3'),
    /y as a number in line 8, got "two"/)
  refuses(t, ply('format ascii 1.0', 'element vertex 1', 'property uchar red', 'end_header', '256'),
    /red as uint8 in line 6, got "256"/)
  const whole = bytesOf('a.le.ply')
  refuses(t, () => readPly(whole.subarray(0, 900), 'a.file'), /announces 37 of "vertex"/)
  refuses(t, () => readPly(whole.subarray(0, 90), 'a.file'), /ends within its header/)
})

test('PCD files with hostile headers and corrupt data', t => {
  refuses(t, pcd('hello'), /is no PCD file/)
  refuses(t, pcd(...head, 'WIDTH 4000000000', 'HEIGHT 4000000000', 'DATA binary'),
    /announces 16000000000000000000 points|whole number/)
  refuses(t, pcd(...head, 'WIDTH 1000000000', 'HEIGHT 1', 'DATA binary'),
    /announces 1000000000 points of 12 bytes, got 0 bytes/)
  refuses(t, pcd(...head, 'WIDTH 1000000000', 'HEIGHT 1', 'DATA ascii', '1 2 3'),
    /announces 1000000000 points/)
  refuses(t, pcd(...head, 'WIDTH 3', 'HEIGHT 1', 'POINTS 4', 'DATA ascii'),
    /as its width times its height, got 4 and 3 × 1/)
  refuses(t, pcd('VERSION 0.7', 'FIELDS x', 'SIZE 3', 'TYPE F', 'WIDTH 1', 'DATA ascii'),
    /got F3 in "x"/)
  refuses(t, pcd('VERSION 0.7', 'FIELDS x y', 'SIZE 4', 'TYPE F', 'WIDTH 1', 'DATA ascii'),
    /each of 2 fields, got 1, 1 and 2/)
  refuses(t, pcd(...head, 'WIDTH 1', 'DATA zipped'), /got "zipped"/)
  const packed = bytesOf('a.binary_compressed.pcd')
  const start = new TextDecoder('latin1').decode(packed).indexOf('DATA binary_compressed\n') + 23
  const broken = (at: number, ...values: number[]): Uint8Array => {
    const copy = packed.slice()
    copy.set(values, start + at)
    return copy
  }
  const read = (bytes: Uint8Array) => (): unknown => readPcd(bytes, 'a.file')
  refuses(t, read(packed.subarray(0, start + 4)), /ends before the sizes/)
  refuses(t, read(packed.subarray(0, packed.length - 9)), /announces \d+ compressed bytes, got \d+/)
  refuses(t, read(broken(4, 255, 255, 255, 255)), /must unpack to the 925 bytes.*got 4294967295/)
  refuses(t, read(broken(0, 1, 0, 0, 0)), /cannot unpack 925 bytes from 1/)
  refuses(t, read(broken(8, 255, 255)), /damaged compressed data: a copy is out of bounds/)
  refuses(t, read(broken(0, 30, 0, 0, 0)), /damaged|must unpack to 925 bytes, got/)
})

test('every byte of compressed data that is changed reads or is refused', t => {
  const packed = bytesOf('a.binary_compressed.pcd')
  for (let at = 190; at < packed.length; at++) {
    const copy = packed.slice()
    copy[at] ^= 0xff
    try {
      t.is(readPcd(copy, 'a.file').size, 37)
    } catch (error) {
      t.is((error as RemixtureError).code, 'FORMAT')
    }
  }
})

test('files without a header whose size is no multiple of a point', t => {
  refuses(t, () => readBin(new Uint8Array(595), {}, 'a.file'),
    /a multiple of 16 bytes, .*x, y, z, intensity\), got 595/)
  refuses(t, () => readLabel(new Uint8Array(6), undefined, 'a.file'), /multiple of 4 bytes, got 6/)
  refuses(t, () => readLabel(new Uint8Array(8), 3, 'a.file'), /each of 3 points, got 2/)
  t.is(readBin(new Uint8Array(0)).size, 0)
})

test('LAS files with hostile headers', t => {
  const las = bytesOf('utm.pdrf3.las')
  const changed = (at: number, ...values: number[]) => (): unknown => {
    const copy = las.slice()
    copy.set(values, at)
    return readLas(copy, 'a.file')
  }
  refuses(t, () => readLas(las.subarray(0, 100), 'a.file'), /header of 227 bytes, got 100/)
  refuses(t, () => readLas(las.subarray(0, las.length - 1), 'a.file'), /announces 37 points of 34/)
  refuses(t, changed(0, 0), /must begin with LASF/)
  refuses(t, changed(25, 9), /version 1\.0 to 1\.4, got 1\.9/)
  refuses(t, changed(104, 11), /format 0 to 10, got 11/)
  refuses(t, changed(104, 0x83), /is packed \(LAZ\)/)
  refuses(t, changed(105, 20, 0), /records of 34 bytes and more in format 3, got 20/)
  refuses(t, changed(107, 255, 255, 255, 255), /announces 4294967295 points/)
  refuses(t, changed(96, 255, 255, 255, 255), /points behind the header/)
  refuses(t, changed(100, 255, 255, 255, 255), /announces 4294967295 records behind its header/)
  refuses(t, changed(131, 0, 0, 0, 0, 0, 0, 0, 0), /finite scales and offsets, got 0/)
})

test('OFF, text and NPY that are none', t => {
  refuses(t, () => readOff(text('8 2 0'), 'a.file'), /must begin with OFF/)
  refuses(t, () => readOff(text('OFF', '4000000000 1 0', '0 0 0'), 'a.file'),
    /announces 4000000000 corners/)
  refuses(t, () => readOff(text('OFF', '1 1 0', '0 0 0', '3 0 1 2'), 'a.file'), /a corner below 1/)
  refuses(t, () => readOff(text('OFF', '-1 0 0'), 'a.file'), /the number of corners/)
  refuses(t, () => readText(text('1 2 3', '4 5'), {}, 'a.file'), /3 numbers in line 2, got 2/)
  refuses(t, () => readText(text('1 2 3', '4 \x10x 6'), {}, 'a.file'), /line 2, got a word/)
  refuses(t, () => readText(text('5', '1 2 3'), {}, 'a.file'), /announces 5 points, got 1/)
  refuses(t, () => readNpyTable(bytesOf('a.struct.npy').subarray(0, 300), undefined, 'a.file'),
    /announces 37 records of 6 bytes/)
  refuses(t, () => readNpyTable(bytesOf('a.f4.npy'), ['x', 'y'], 'a.file'), /2 columns, got 3/)
})

test('every fixture, cut or changed at random, reads or is refused, and takes little memory', t => {
  const readers: ReadonlyArray<readonly [string, (bytes: Uint8Array) => unknown]> = [
    ['a.le.ply', readPly], ['a.be.ply', readPly], ['a.ascii.ply', readPly],
    ['vertex_second.crlf.ply', readPly], ['a.ascii.pcd', readPcd], ['a.binary.pcd', readPcd],
    ['a.binary_compressed.pcd', readPcd], ['utm.pdrf3.las', readLas], ['cube.off', readOff],
    ['a.struct.npy', bytes => readNpyTable(bytes)], ['a.f8_fortran.npy', bytes =>
      readNpyTable(bytes)], ['a.xyzrgb.txt', bytes => readText(bytes)]
  ]
  const rng = Rng(5).fork('changes')
  for (const [name, read] of readers) {
    const whole = bytesOf(name)
    for (let turn = 0; turn < 150; turn++) {
      const end = turn % 3 === 0 ? Math.floor(whole.length * rng.uniform()) : whole.length
      const copy = whole.slice(0, end)
      // Mostly in the header, which is where harm is done
      const reach = turn % 2 === 0 ? Math.min(copy.length, 400) : copy.length
      for (let k = 0; k < 1 + turn % 4 && reach > 0; k++)
        copy[Math.floor(reach * rng.uniform())] = turn % 5 === 0 ? 0x39 : 256 * rng.uniform()
      const before = process.memoryUsage().arrayBuffers
      try {
        read(copy)
      } catch (error) {
        t.is((error as RemixtureError).code, 'FORMAT', `${name}: ${String(error)}`)
      }
      t.true(process.memoryUsage().arrayBuffers - before < 2 ** 24, name)
    }
  }
})
