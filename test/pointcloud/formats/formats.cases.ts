import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { Rng } from '../../../core/index.js'
import { encodeNpy } from '../../../core/npy/encode.js'
import type { Cloud } from '../../../domains/pointcloud/cloud.js'
import {
  cloudOf, readNpyTable, readOff, readPcd, readPly, readText, sampleSurface, streamPoints,
  writeNpyTable,
  writePcd, writePly, writeText
} from '../../../domains/pointcloud/formats/index.js'
import type { PointTable } from '../../../domains/pointcloud/formats/index.js'
import { readCloud, readPoints, readS3dis, writeCloud } from '../../../plugins/io/index.js'

const fixtures = 'test/golden/data/formats'
const scans = 'examples/data/pointclouds'
const text = (...lines: string[]): Uint8Array => new TextEncoder().encode(`${lines.join('\n')}\n`)

function folder (t: ExecutionContext): string {
  const root = mkdtempSync(path.join(tmpdir(), 'clouds-'))
  t.teardown(() => { rmSync(root, { recursive: true }) })
  return root
}

/** Every type, at its limits. */
const every = (): PointTable => ({
  size: 3,
  columns: {
    x: { data: Float32Array.of(0.1, -0, NaN), width: 1 },
    y: { data: Float64Array.of(0.1, 1e300, -Infinity), width: 1 },
    z: { data: Float32Array.of(3.4e38, 1e-45, -1), width: 1 },
    a: { data: Int8Array.of(-128, 127, 0), width: 1 },
    b: { data: Uint8Array.of(0, 255, 1), width: 1 },
    c: { data: Int16Array.of(-32768, 32767, 5), width: 1 },
    d: { data: Uint16Array.of(65535, 0, 256), width: 1 },
    e: { data: Int32Array.of(-(2 ** 31), 2 ** 31 - 1, 16777217), width: 1 },
    f: { data: Uint32Array.of(4294967295, 0, 16777217), width: 1 },
    g: { data: Float64Array.of(123456789.125, 2 ** 53 - 1, 5e-324), width: 1 }
  }
})
const long = (): PointTable => ({
  size: 3,
  columns: {
    ...every().columns,
    h: { data: BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n, 0n), width: 1 },
    i: { data: BigUint64Array.of(2n ** 64n - 1n, 1n, 0n), width: 1 },
    j: { data: Uint8Array.of(1, 2, 3, 4, 5, 6), width: 2 }
  }
})

for (const encoding of ['ascii', 'binary_little_endian', 'binary_big_endian'] as const) {
  test(`what PLY has in ${encoding} comes back, type and all`, t => {
    t.deepEqual(readPly(writePly(every(), encoding)), every())
  })
}
for (const encoding of ['ascii', 'binary'] as const) {
  test(`what PCD has in ${encoding} comes back, type and all`, t => {
    t.deepEqual(readPcd(writePcd(long(), encoding)), long())
  })
}

test('records of NPY come back, type and all', t => {
  t.deepEqual(readNpyTable(writeNpyTable(long())), long())
})

test('numbers of a text come back', t => {
  const { columns } = every()
  const table = { size: 3, columns: { x: columns.y, y: columns.g, z: columns.x } }
  for (const separator of [' ', ',', ';', '\t'] as const) {
    const back = readText(writeText(table, { separator, header: true }))
    t.deepEqual(Object.keys(back.columns), ['x', 'y', 'z'])
    t.deepEqual(back.columns.x.data, columns.y.data)
    t.deepEqual(back.columns.y.data, columns.g.data)
    t.deepEqual(Float32Array.from(back.columns.z.data as Float64Array), columns.x.data)
  }
})

test('a text names its columns where they would be read under other names, and not else', t => {
  const colours = ['red', 'green', 'blue'] as const
  const bytes = { data: Uint8Array.of(1, 2, 255), width: 1 }
  const numbers = { data: Float64Array.of(0.5, -2, 7), width: 1 }
  const tableWith = (names: readonly string[]): PointTable => ({
    size: 3,
    columns: Object.fromEntries(['x', 'y', 'z', ...names].map(name =>
      [name, (colours as readonly string[]).includes(name) ? bytes : numbers]))
  })
  for (const [names, told] of [
    [[], false], [colours, false], [['nx', 'ny', 'nz'], false], [['intensity'], false],
    [['label'], true], [['label', ...colours], true], [['instance', 'label'], true]
  ] as const) {
    const table = tableWith(names)
    const written = writeText(table, { header: 'unusual' })
    t.is(new TextDecoder().decode(written).startsWith('//x y z '), told, names.join())
    t.deepEqual(Object.keys(readText(written).columns), Object.keys(table.columns))
  }
  // Two bytes a colour would be read as normals
  const deep = { data: Uint16Array.of(1, 2, 65_535), width: 1 }
  const { columns } = tableWith([])
  const wide = { size: 3, columns: { ...columns, red: deep, green: deep, blue: deep } }
  t.deepEqual(Object.keys(readText(writeText(wide, { header: 'unusual' })).columns),
    ['x', 'y', 'z', ...colours])
})

test('columns have the names that CloudCompare gives them behind two strokes', t => {
  const { columns, size } = readText(text('//X Y Z R G B Label', '3', '1 2 3 255 0 7 4',
    '4 5 6 1 2 3 4', '// no names', '7 8 9 1 2 3 5'))
  t.is(size, 3)
  t.deepEqual(Object.keys(columns), ['X', 'Y', 'Z', 'R', 'G', 'B', 'Label'])
  t.deepEqual(columns.R.data, Uint8Array.of(255, 1, 1))
  t.deepEqual(columns.Label.data, Int32Array.of(4, 4, 5))
  const fields = ['x', 'y', 'z']
  t.is(readText(text('//X Y Z', '1 2 3'), { fields }).size, 1)
  // Whole numbers of 64 bits may be colours or none
  const longs = BigInt64Array.from([1, 2, 3, 4, 5, 6], BigInt)
  const npy = encodeNpy({ data: longs, shape: [1, 6] }, 'test')
  t.deepEqual(Object.keys(readNpyTable(Buffer.concat(npy)).columns),
    ['x', 'y', 'z', 'red', 'green', 'blue'])
  const wide = encodeNpy({ data: new Uint8Array(0), shape: [0, 2 ** 31] }, 'test')
  t.throws(() => readNpyTable(Buffer.concat(wide)), { code: 'FORMAT', message: /at most 65536/ })
})

test('points come in blocks while bytes do; at length in stream.test.ts', async t => {
  for (const [name, format] of [['a.le.ply', 'ply'], ['a.ascii.pcd', 'pcd']] as const) {
    const bytes = new Uint8Array(readFileSync(`${fixtures}/${name}`))
    const chunks = Array.from({ length: Math.ceil(bytes.length / 11) }, (_, k) =>
      bytes.slice(11 * k, 11 * k + 11))
    const x: number[] = []
    for await (const block of streamPoints(chunks, format, { block: 7 }))
      x.push(...block.columns.x.data as Float32Array)
    const whole = format === 'ply' ? readPly(bytes) : readPcd(bytes)
    t.deepEqual(x, [...whole.columns.x.data as Float32Array])
  }
})

test('PLY has no 64-bit integers: those that fit are written in 32, others refused', t => {
  const table = (...values: bigint[]): PointTable =>
    ({ size: values.length, columns: { id: { data: BigInt64Array.from(values), width: 1 } } })
  t.deepEqual(readPly(writePly(table(-1n, 5n))).columns.id.data, Int32Array.of(-1, 5))
  t.deepEqual(readPly(writePly(table(4294967295n))).columns.id.data, Uint32Array.of(4294967295))
  t.throws(() => writePly(table(-1n, 4294967295n)), { code: 'INPUT' })
})

test('other elements before the points, lists in them, and lines that end in CR LF', t => {
  const second = readPly(new Uint8Array(readFileSync(`${fixtures}/vertex_second.crlf.ply`)))
  t.deepEqual(second, { size: 3, columns: {
    x: { data: Float64Array.of(1, 4, 7), width: 1 },
    y: { data: Float64Array.of(2, 5, 8), width: 1 },
    z: { data: Float64Array.of(3, 6, 9.25), width: 1 }
  } })
  const listed = readPly(text('ply', 'format ascii 1.0', 'element vertex 2', 'property int a',
    'property list uchar int l', 'property int b', 'end_header', '1 2 8 9 3', '4 0 5'))
  t.deepEqual(listed.columns.b.data, Int32Array.of(3, 5))
  t.deepEqual(Object.keys(listed.columns), ['a', 'b'])
  const cube = readPly(new Uint8Array(readFileSync(`${scans}/pcl_cube.ply`)))
  t.is(cube.size, 24)
  t.true(cube.columns.x.data.every(value => Math.abs(Number(value)) === 1))
})

test('OFF: comments, counts glued to the first word, colours, faces as triangles', t => {
  const cube = readOff(new Uint8Array(readFileSync(`${fixtures}/cube.off`)))
  t.is(cube.size, 8)
  t.is(cube.triangles.length, 9)
  const glued = readOff(new Uint8Array(readFileSync(`${fixtures}/glued.off`)))
  t.deepEqual([...glued.columns.x.data], [0, 1, 0])
  t.deepEqual([...glued.triangles], [0, 1, 2])
  const coloured = readOff(text('COFF', '2 0 0', '0 0 0 255 1 2', '1 1 1 3 4 5'))
  t.deepEqual(Object.keys(coloured.columns), ['x', 'y', 'z', 'red', 'green', 'blue'])
  const points = sampleSurface(glued, 500, Rng(1))
  const [x, y, z] = ['x', 'y', 'z'].map(name => points.columns[name].data as Float64Array)
  t.true(x.every((value, k) => value >= 0 && y[k] >= 0 && value + y[k] <= 1 && z[k] === 0))
  t.true(Math.abs(x.reduce((a, b) => a + b) / 500 - 1 / 3) < 0.04)
})

test('lines that are no numbers are told, or passed over', t => {
  const lines = text('# a room', '1 2 3 255 0 0', '4 5 \x15 6', '7 8 9 0 0 1')
  t.throws(() => readText(lines), { message: /must have 6 numbers in line 3/ })
  const { size, skipped, columns } = readText(lines, { invalid: 'skip' })
  t.is(size, 2)
  t.deepEqual(skipped, [3])
  t.deepEqual(columns.red.data, Uint8Array.of(255, 0))
  t.is(readText(text('2', '1 2 3', '4 5 6')).size, 2)
})

test('maps far away keep a micrometre, and come back as doubles', async t => {
  const root = folder(t)
  const las = await readPoints(`${fixtures}/utm.pdrf3.las`)
  const cloud = await readCloud(`${fixtures}/utm.pdrf3.las`)
  t.deepEqual(cloud.origin, [600012, 4999991, 102])
  for (const name of ['map.ply', 'map.pcd', 'map.npy', 'map.npz', 'map.csv']) {
    await writeCloud(path.join(root, name), cloud)
    const back = await readPoints(path.join(root, name))
    for (const axis of ['x', 'y', 'z']) {
      const [got, want] = [back.columns[axis].data, las.columns[axis].data]
      t.true(want.every((value, k) => Math.abs(Number(value) - Number(got[k])) < 1e-6), name)
    }
    const again = await readCloud(path.join(root, name))
    t.deepEqual(again.coordinates, cloud.coordinates, name)
    t.deepEqual(again.columns.color, name === 'map.csv' ? again.columns.color : cloud.columns.color)
  }
})

test('a cloud comes back from every format that is written', async t => {
  const root = folder(t)
  const cloud: Cloud = {
    coordinates: Float32Array.of(0, 1, 2, 3, 4, 0.1),
    columns: {
      color: { data: Uint8Array.of(1, 2, 3, 255, 254, 253), width: 3 },
      normal: { data: Float32Array.of(0, 0, 1, 0, 1, 0), width: 3 },
      segment: { data: Uint16Array.of(65535, 7), width: 1 },
      instance: { data: Int32Array.of(16777217, -1), width: 1 },
      intensity: { data: Float32Array.of(0.5, 0.25), width: 1 }
    }
  }
  const sorted = ({ coordinates, columns }: Cloud): unknown =>
    ({ coordinates, columns: Object.fromEntries(Object.entries(columns).sort()) })
  for (const name of ['a.ply', 'a.pcd', 'a.npy', 'a.npz']) {
    await writeCloud(path.join(root, name), cloud)
    t.deepEqual(sorted(await readCloud(path.join(root, name))), sorted(cloud), name)
  }
  await writeCloud(path.join(root, 'a.bin'), cloud)
  const { coordinates, columns } = await readCloud(path.join(root, 'a.bin'))
  t.deepEqual([coordinates, columns.intensity], [cloud.coordinates, cloud.columns.intensity])
  await t.throwsAsync(writeCloud(path.join(root, 'a.las'), cloud), { message: /LAS is read only/ })
})

test('labels of SemanticKITTI beside their scan, bits and all', async t => {
  const labels = `${fixtures}/a.semantickitti.label`
  const scan = await readCloud(`${fixtures}/a.kitti.bin`, { labels })
  t.true(scan.columns.segment.data instanceof Uint16Array)
  const root = folder(t)
  const [bin, label] = [path.join(root, 'a.bin'), path.join(root, 'a.label')]
  await writeCloud(bin, scan, { labels: label })
  t.deepEqual(readFileSync(bin), readFileSync(`${fixtures}/a.kitti.bin`))
  t.deepEqual(readFileSync(label), readFileSync(labels))
  writeFileSync(label, readFileSync(labels).subarray(4))
  await t.throwsAsync(readCloud(bin, { labels: label }), { message: /each of 37 points, got 36/ })
})

test('points without a place are dropped with all they have, or kept', async t => {
  const root = folder(t)
  const file = path.join(root, 'depth.pcd')
  writeFileSync(file, writePcd(every()))
  const dropped = await readCloud(file)
  t.deepEqual(dropped.rows, Int32Array.of(0))
  t.deepEqual(dropped.columns.d.data, Uint16Array.of(65535))
  t.is((await readCloud(file, { missing: 'keep' })).coordinates.length, 9)
})

test('LAZ reads as the LAS it was made of; what is not unpacked rightly is refused', async t => {
  const [laz, las] = ['laz', 'las'].map(ending => `${scans}/lgl_pdrf7-v4-1.4.${ending}`)
  await t.throwsAsync(readPoints(laz), { message: /for red, green, blue, extra_bytes to be unp/ })
  const { columns } = await readPoints(laz, { undecodable: 'drop' })
  const { red, green, blue, extra_bytes, ...rest } = (await readPoints(las)).columns
  t.deepEqual(columns, rest)
  t.is([red, green, blue, extra_bytes].length, 4)
  await t.throwsAsync(readPoints(`${scans}/lgl_pdrf10-1.4.laz`),
    { code: 'FORMAT', message: /format 0, 1, 2, 3, 6, 7, 8 to be unpacked, got 10/ })
  const root = folder(t)
  const whole = readFileSync(laz)
  writeFileSync(path.join(root, 'cut.laz'), whole.subarray(0, 2000))
  await t.throwsAsync(readPoints(path.join(root, 'cut.laz')), { code: 'FORMAT' })
})

test('colours that PCD packs come apart, from floats that are no numbers too', t => {
  const packed = Uint32Array.of(0xff010203, 0xff7fa0b0)
  const floats = new Float32Array(packed.buffer)
  const at = { data: Float32Array.of(1, 2), width: 1 }
  const rgb = { data: floats, width: 1 }
  const file = writePcd({ size: 2, columns: { x: at, y: at, z: at, rgb } })
  const { columns } = cloudOf(readPcd(file))
  t.deepEqual(columns.color.data, Uint8Array.of(1, 2, 3, 0x7f, 0xa0, 0xb0))
  t.deepEqual(columns.alpha.data, Uint8Array.of(255, 255))
})

test('S3DIS: objects of a room are its instances; mmdetection3d: two masks of 64 bits', async t => {
  const root = folder(t)
  const place = path.join(root, 'Area_1/office_1/Annotations')
  mkdirSync(place, { recursive: true })
  writeFileSync(path.join(place, 'chair_1.txt'), text('1 2 3 10 20 30', '1 2 \x153 10 20 30'))
  writeFileSync(path.join(place, 'stairs_1.txt'), text('4 5 6 1 2 3', '7 8 9 1 2 3'))
  const room = await readS3dis(path.join(root, 'Area_1/office_1'))
  t.deepEqual(room.columns.segment.data, Int32Array.of(8, 12, 12))
  t.deepEqual(room.columns.instance.data, Int32Array.of(0, 1, 1))
  t.deepEqual(room.columns.color.data, Uint8Array.of(10, 20, 30, 1, 2, 3, 1, 2, 3))
  const [points, labels, instances] = ['p.bin', 's.bin', 'i.bin'].map(name => path.join(root, name))
  writeFileSync(points, new Uint8Array(new Float32Array(12).buffer))
  writeFileSync(labels, new Uint8Array(BigInt64Array.of(7n, -1n).buffer))
  writeFileSync(instances, new Uint8Array(BigInt64Array.of(2n ** 40n, 3n).buffer))
  const { columns } = await readCloud(points, { fields: 'rooms', labels, instances })
  t.deepEqual(columns.segment.data, BigInt64Array.of(7n, -1n))
  t.deepEqual(columns.instance.data, BigInt64Array.of(2n ** 40n, 3n))
})
