import { execFileSync } from 'node:child_process'
import {
  appendFileSync, createReadStream, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync,
  writeFileSync
} from 'node:fs'
import { open, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { RemixtureError, Rng } from '../../core/index.js'
import { concatClouds, voxelize, voxelizer } from '../../domains/pointcloud/index.js'
import type { Cloud, PointTable, StreamedVoxels } from '../../domains/pointcloud/index.js'
import {
  cloudBlocks, pointBlocks, readCloud, readPoints, writeCloud, writePoints
} from '../../plugins/io/index.js'
import { formatOf } from '../../plugins/io/clouds/formats.js'
import { writtenTable } from '../../plugins/io/clouds/write-cloud.js'

const fixtures = 'test/golden/data/formats'
const files = readdirSync(fixtures).filter(name => formatOf(name) !== undefined)
  .map(name => path.join(fixtures, name))
const far = ['lgl_pdrf5-1.3.las', 'pcl_bun4.pcd']
  .map(name => path.join('examples/data/pointclouds', name))

function folder (t: ExecutionContext): string {
  const root = mkdtempSync(path.join(tmpdir(), 'blocks-'))
  t.teardown(() => { rmSync(root, { recursive: true }) })
  return root
}

async function listed<Block> (blocks: AsyncIterable<Block>): Promise<Block[]> {
  const all: Block[] = []
  for await (const block of blocks) all.push(block)
  return all
}

/** A cloud without the rows that are left out of blocks. */
function bare ({ coordinates, columns, origin }: Cloud): Cloud {
  return { coordinates, columns, ...origin && { origin } }
}

test('a cloud in blocks is the cloud, from any file; so are its points', async t => {
  for (const file of [...files, ...far]) {
    const whole = await readCloud(file).catch(() => undefined)
    if (whole === undefined) {
      await t.throwsAsync(cloudBlocks(file), { code: 'FORMAT' }, file)
      continue
    }
    const cloud = await cloudBlocks(file, { block: 7 })
    const blocks = await listed(cloud.blocks())
    t.deepEqual(bare(concatClouds(blocks) as Cloud), bare(whole), file)
    t.is(cloud.size, whole.coordinates.length / 3)
    t.deepEqual(cloud.origin, whole.origin)
    const points = await listed(pointBlocks(file, { block: 5 }))
    const { size, columns } = await readPoints(file)
    t.is(points.reduce((sum, each) => sum + each.size, 0), size)
    t.deepEqual(Object.keys(points[0].columns), Object.keys(columns))
    for (const [name, { data, width }] of Object.entries(columns)) {
      const parts = points.flatMap(each => [...each.columns[name].data] as number[])
      t.is(points[0].columns[name].data.constructor, data.constructor, `${file} ${name}`)
      t.deepEqual(parts, [...data] as number[])
      t.is(points[0].columns[name].width, width)
    }
  }
})

test('labels come beside their points, in any form; another number of them is refused', async t => {
  const root = folder(t)
  const place = (name: string, bytes: Uint8Array): string => {
    writeFileSync(path.join(root, name), bytes)
    return path.join(root, name)
  }
  const count = 50
  const rng = Rng(8)
  const floats = Float32Array.from({ length: 4 * count }, (_, k) => k === 20 ? NaN : rng.uniform())
  const points = place('a.bin', new Uint8Array(floats.buffer))
  const ids = Int32Array.from({ length: count }, (_, k) => 65536 * k + k % 9)
  const labels = [
    place('a.label', new Uint8Array(ids.buffer)), place('bytes.bin', new Uint8Array(ids)),
    place('longs.bin', new Uint8Array(BigInt64Array.from(ids, id => BigInt(id) - 99n).buffer))
  ]
  await writePoints(path.join(root, 'a.npy'),
    [{ size: count, columns: { ids: { data: ids, width: 1 } } }])
  for (const file of labels) {
    for (const missing of ['keep', 'drop'] as const) {
      const options = { labels: file, missing, ...file.endsWith('.bin') && { instances: file } }
      const blocks = await listed((await cloudBlocks(points, { ...options, block: 11 })).blocks())
      t.deepEqual(bare(concatClouds(blocks) as Cloud), bare(await readCloud(points, options)))
    }
  }
  const narrow = (await cloudBlocks(points, { labels: labels[2], narrow: true, block: 7 })).blocks()
  for await (const { columns } of narrow) t.true(columns.segment.data instanceof Int32Array)
  for (const size of [48, 52]) {
    const wrong = place('b.label', new Uint8Array(4 * size))
    const { blocks } = await cloudBlocks(points, { labels: wrong, block: 10 })
    await t.throwsAsync(listed(blocks()),
      { code: 'FORMAT', message: /b\.label: must have a label/ })
    const bin = place('b.bin', new Uint8Array(size))
    await t.throwsAsync(async () => listed((await cloudBlocks(points, { labels: bin })).blocks()),
      { code: 'FORMAT', message: /b\.bin: must have 1 or 8 bytes/ })
  }
})

test('what is written block by block is what is written whole, byte by byte', async t => {
  const root = folder(t)
  for (const file of [...files, ...far]) {
    const whole = await readCloud(file).catch(() => undefined)
    if (whole === undefined) continue
    for (const [name, encoding] of [['a.ply', 'ascii'], ['b.ply', undefined], ['a.pcd', 'ascii'],
      ['b.pcd', undefined], ['a.npy', undefined], ['a.csv', undefined]] as const) {
      const [one, other] = [path.join(root, `1${name}`), path.join(root, `2${name}`)]
      const options = encoding === undefined ? {} : { encoding }
      const refused = await writeCloud(one, whole, options).then(() => undefined, (e: Error) => e)
      const format = formatOf(name) as 'ply'
      const cloud = await cloudBlocks(file, { block: 9, narrow: format === 'ply' })
      const tables = async function * (): AsyncGenerator<PointTable> {
        for await (const block of cloud.blocks()) yield writtenTable(block, format, {})
      }
      if (refused !== undefined) {
        await t.throwsAsync(writePoints(other, tables(), options))
        continue
      }
      t.is(await writePoints(other, tables(), { ...options, size: cloud.size }), cloud.size)
      t.deepEqual(readFileSync(other), readFileSync(one), `${file} as ${name}`)
      // Without their number known before, they read back the same
      await writePoints(other, tables(), options)
      t.deepEqual(await readPoints(other), await readPoints(one))
      t.is(readFileSync(other).length >= readFileSync(one).length, true)
    }
  }
  t.deepEqual(readdirSync(root).filter(name => name.endsWith('.partial')), [])
})

test('what cannot be written leaves what was there, and nothing else', async t => {
  const root = folder(t)
  const file = path.join(root, 'a.ply')
  writeFileSync(file, 'mine')
  const block = (...x: number[]): PointTable =>
    ({ size: x.length, columns: { x: { data: Float32Array.from(x), width: 1 } } })
  const other = { size: 1, columns: { x: { data: Float64Array.of(1), width: 1 } } }
  const failing = async function * (): AsyncGenerator<PointTable> {
    yield await Promise.resolve(block(1, 2))
    throw new RangeError('no more')
  }
  await t.throwsAsync(writePoints(file, failing()), { instanceOf: RangeError })
  await t.throwsAsync(writePoints(file, [block(1), other]),
    { code: 'INPUT', message: /those of the first block \(x float32\), got "x float64"/ })
  await t.throwsAsync(writePoints(file, [block(1)], { size: 2 }),
    { code: 'INPUT', message: /the 2 points that are said/ })
  await t.throwsAsync(writePoints(file, []), { code: 'INPUT', message: /one block at least/ })
  await t.throwsAsync(writePoints(path.join(root, 'a.las'), [block(1)]), { code: 'INPUT' })
  await t.throwsAsync(writePoints(path.join(root, 'a.npz'), [block(1)]), { code: 'INPUT' })
  t.is(readFileSync(file, 'utf8'), 'mine')
  t.deepEqual(readdirSync(root), ['a.ply'])
  await writePoints(file, [block(), block(1), block(2, 3)])
  t.deepEqual((await readPoints(file)).columns.x.data, Float32Array.of(1, 2, 3))
})

test('blocks come from handles and streams; files that are cut off name themselves', async t => {
  const root = folder(t)
  const file = path.join(fixtures, 'a.le.ply')
  const whole = (await readPoints(file)).size
  const handle = await open(file)
  const sizes = (blocks: readonly PointTable[]): number =>
    blocks.reduce((sum, { size }) => sum + size, 0)
  t.is(sizes(await listed(pointBlocks(handle, { format: 'ply', block: 4 }))), whole)
  t.is(sizes(await listed(pointBlocks(handle, { format: 'ply', block: 4 }))), whole)
  await handle.close()
  const stream = createReadStream(file, { highWaterMark: 11 })
  t.is(sizes(await listed(pointBlocks(stream, { format: 'ply', name: 'pipe' }))), whole)
  t.true(stream.destroyed)
  const bytes = readFileSync(file)
  const cut = path.join(root, 'cut.ply')
  writeFileSync(cut, bytes.subarray(0, bytes.length >> 1))
  const errors = await Promise.all([
    t.throwsAsync(cloudBlocks(cut)), t.throwsAsync(listed(pointBlocks(cut))),
    t.throwsAsync(listed(pointBlocks(createReadStream(cut), { format: 'ply', name: cut })))
  ])
  for (const error of errors) {
    t.true(error instanceof RemixtureError && error.message.startsWith(`${cut}: `), error?.message)
  }
  await t.throwsAsync(listed(pointBlocks(file, { block: 1.5 })), { code: 'OPTION' })
  await t.throwsAsync(listed(pointBlocks(5 as never)), { code: 'INPUT' })
  await t.throwsAsync(listed(pointBlocks(root, { format: 'ply' })), { code: 'INPUT' })
  t.false(existsSync(`${cut}.partial`))
})

test('a stream of a file is read once, a handle from its beginning, in any format', async t => {
  const root = folder(t)
  const [text, npz] = [path.join(root, 'a.txt'), path.join(root, 'a.npz')]
  // The type of the third column is told by its last number
  writeFileSync(text, '1 2 3\n4 5 6\n7 8 9.5')
  await writeCloud(npz, { coordinates: Float32Array.of(1, 2, 3, 4, 5, 6), columns: {} })
  for (const [file, format, size] of [[text, 'text', 3], [npz, 'npz', 2]] as const) {
    const handle = await open(file)
    await handle.read(new Uint8Array(3))
    for (const source of [handle, createReadStream(file, { highWaterMark: 7 })]) {
      const [table] = await listed(pointBlocks(source, { format }))
      t.is(table.size, size, format)
      t.deepEqual(table.columns, (await readPoints(file)).columns)
    }
    await handle.close()
  }
  for (const format of ['text', 'ply', 'npz'] as const)
    await t.throwsAsync(listed(pointBlocks(undefined as never, { format })), { code: 'INPUT' })
  for (const blocks of [undefined, null, 5])
    await t.throwsAsync(writePoints(text, blocks as never), { code: 'INPUT' })
  t.deepEqual(readdirSync(root).sort(), ['a.npz', 'a.txt'])
})

test('a file that changes between its readings is told; a pipe is read once', async t => {
  const root = folder(t)
  const [file, pipe] = [path.join(root, 'a.txt'), path.join(root, 'b.txt')]
  writeFileSync(file, '1 2 3 10 10 10\n')
  const before = await cloudBlocks(file)
  writeFileSync(file, '1 2 3 300 10 10\n')
  // Colours would be bytes that do not hold them
  await t.throwsAsync(listed(before.blocks()), { code: 'FORMAT', message: /a\.txt: has changed/ })
  const grows = await cloudBlocks(file)
  await t.throwsAsync(async () => {
    for await (const _ of grows.blocks()) appendFileSync(file, '4 5 6 1 1 1\n')
  }, { code: 'FORMAT', message: /has changed/ })
  execFileSync('mkfifo', [pipe])
  const fill = (): void => { void writeFile(pipe, '1 2 3 10 10 10.5\n') }
  fill()
  const [table] = await listed(pointBlocks(pipe))
  t.deepEqual([table.size, ...table.columns.nz.data], [1, 10.5])
  fill()
  const handle = await open(pipe)
  t.is((await listed(pointBlocks(handle, { format: 'text' })))[0].size, 1)
  await handle.close()
  for (const none of [pipe, root, undefined, 5])
    await t.throwsAsync(cloudBlocks(none as string, { format: 'text' }), { code: 'INPUT' })
})

const rng = Rng(21).fork('voxels')
const cloud = (count: number, origin?: readonly [number, number, number]): Cloud => ({
  coordinates: Float32Array.from({ length: 3 * count }, (_, k) =>
    k % 97 === 5 ? NaN : 6 * rng.uniform() - 3),
  ...origin && { origin },
  columns: {
    color: { data: Uint8Array.from({ length: 3 * count }, () => 256 * rng.uniform()), width: 3 },
    intensity: { data: Float32Array.from({ length: count }, () => rng.uniform()), width: 1 },
    time: { data: BigInt64Array.from({ length: count }, (_, k) => BigInt(k * k)), width: 1 },
    segment: { data: Uint8Array.from({ length: count }, (_, k) =>
      k % 11 === 0 ? 255 : 5 * rng.uniform()), width: 1 }
  }
})

test('voxels of clouds one after the other are those of all, bit by bit', t => {
  const parts = [cloud(700), cloud(0), cloud(1), cloud(1900)]
  const whole = bare(concatClouds(parts) as Cloud)
  for (const take of ['first', 'mean', 'greatest'] as const) {
    for (const labels of [undefined, 'first', 'conflict', 'majority'] as const) {
      for (const order of ['first', 'ravel', 'fnv'] as const) {
        for (const size of [0.3, 1.7]) {
          const options: StreamedVoxels = { size, take, order, ...labels && { labels },
            rounding: size > 1 ? 'round' : 'floor' }
          const made = voxelizer(options)
          for (const part of parts) made.add(part)
          const { cloud: want, voxels } = voxelize(whole, options)
          t.deepEqual(made.cloud(), want as Cloud, JSON.stringify(options))
          t.deepEqual([...made.counts()].sort(), [...voxels.counts].sort())
          t.is(made.points, 2601)
        }
      }
    }
  }
})

test('voxels refuse clouds of another kind, and what needs all points', t => {
  const made = voxelizer({ size: 1 })
  t.deepEqual(made.cloud(), { coordinates: new Float32Array(0), columns: {} })
  made.add(cloud(3, [1, 2, 3]))
  t.throws(() => { made.add(cloud(3)) }, { code: 'INPUT', message: /as the first \(from 1 2 3/ })
  const { segment: _, ...columns } = cloud(0).columns
  t.throws(() => { made.add({ ...cloud(0, [1, 2, 3]), columns }) }, { code: 'INPUT' })
  t.throws(() => { made.add({ ...cloud(3), coordinates: new Float64Array(9) } as never) },
    { code: 'INPUT' })
  // What was refused is not there in part
  const [near, far] = [[1, 1, 1], [1, 1, 1, 2, 2, 2, 1e20, 0, 0]].map(list =>
    ({ coordinates: Float32Array.from(list), columns: {} }))
  const kept = voxelizer({ size: 1 })
  kept.add(near)
  t.throws(() => { kept.add(far) }, { message: /of 32 bits/ })
  t.deepEqual([kept.points, ...kept.counts()], [1, 1])
  kept.add({ coordinates: Float32Array.of(2, 2, 2, NaN, 1e20, 0, Infinity, 0, 0), columns: {} })
  t.deepEqual([kept.points, ...kept.counts()], [4, 1, 1])
  t.throws(() => voxelizer({ size: 1, take: 'chosen' as 'first' }), { code: 'OPTION' })
  t.throws(() => voxelizer({ size: 1, labels: 'minkowski-0.5.4' as 'first' }), { code: 'OPTION' })
  t.throws(() => voxelizer({ size: 1, from: 'least' } as never), { code: 'OPTION' })
  t.throws(() => voxelizer({ size: 0 }), { code: 'OPTION' })
})
