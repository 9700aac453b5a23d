import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { readCloud } from '../../plugins/io/index.js'
import { command } from './command.js'
import { kittiTree } from './trees.js'

const scans = 'examples/data/pointclouds'

function folder (t: ExecutionContext): string {
  const root = mkdtempSync(path.join(tmpdir(), 'cloud-command-'))
  t.teardown(() => { rmSync(root, { recursive: true }) })
  return root
}

test('a file is converted, colours and all; what is there is not overwritten', async t => {
  const root = folder(t)
  const [source, ply] = [`${scans}/pcl_milk_color.pcd`, path.join(root, 'milk.ply')]
  t.is((await command('convert', source, ply)).code, 0)
  t.deepEqual((await readCloud(ply)).columns.color, (await readCloud(source)).columns.color)
  t.deepEqual((await readCloud(ply)).coordinates, (await readCloud(source)).coordinates)
  const again = await command('convert', source, ply)
  t.is(again.code, 2)
  t.regex(again.err, /must not be there yet, or give --force/)
  t.is((await command('convert', source, ply, '--force', '--encoding', 'ascii')).code, 0)
  t.regex(readFileSync(ply, 'latin1').slice(0, 20), /format ascii/)
  const refused = await command('convert', source, path.join(root, 'milk.las'))
  t.is(refused.code, 3)
  t.regex(refused.err, /LAS is read only/)
})

test('a folder of scans is converted, with the labels of every point', async t => {
  const root = folder(t)
  const [source, out] = [path.join(root, 'kitti'), path.join(root, 'ply')]
  kittiTree(source, ['00/000000', '00/000001'])
  t.is((await command('convert', source, out, '--to', 'ply')).code, 0)
  const cloud = await readCloud(path.join(out, 'sequences/00/velodyne/000001.ply'))
  const labels = path.join(source, 'sequences/00/labels/000001.label')
  const want = await readCloud(path.join(source, 'sequences/00/velodyne/000001.bin'), { labels })
  t.deepEqual(cloud.columns.segment, want.columns.segment)
  t.deepEqual(cloud.columns.instance, want.columns.instance)
})

test('a folder is converted whole or not at all; what has no place is told', async t => {
  const root = folder(t)
  const [source, out] = [path.join(root, 'kitti'), path.join(root, 'ply')]
  kittiTree(source, ['00/000000', '00/000001'])
  const labels = path.join(source, 'sequences/00/labels/000001.label')
  writeFileSync(labels, readFileSync(labels).subarray(4))
  const { code, err } = await command('convert', source, out, '--to', 'ply')
  t.is(code, 3)
  t.regex(err, /000001\.label: must have a label for each of the points/)
  t.deepEqual(readdirSync(root), ['kitti'])
  const both = path.join(root, 'both')
  mkdirSync(both)
  for (const name of ['a.xyz', 'b.xyz', 'a.csv']) writeFileSync(path.join(both, name), '1 2 3\n')
  const twice = await command('convert', both, `${out}/`, '--to', 'ply')
  t.regex(twice.err, /differ in more than their endings, got "a\.csv, a\.xyz"/)
  writeFileSync(path.join(both, 'a.csv'), '1 2 six\n')
  rmSync(path.join(both, 'a.xyz'))
  t.is((await command('convert', both, `${out}/`, '--to', 'ply')).code, 3)
  t.deepEqual(readdirSync(root), ['both', 'kitti'])
  const text = path.join(root, 'a.xyz')
  writeFileSync(text, '1 2 3\nnan 1 2\n4 5 6\n1e39 0 0\n')
  t.regex((await command('convert', text, path.join(root, 'a.ply'))).out,
    /a\.ply: 2 points, without 2 that have no place/)
  t.is((await readCloud(path.join(root, 'a.ply'))).coordinates.length, 6)
  const nowhere = await command('convert', text, path.join(root, 'none', 'a.ply'))
  t.regex(nowhere.err, /none.a\.ply: there is no such file or folder/)
})

test('a cloud has one point a voxel', async t => {
  const root = folder(t)
  const file = path.join(root, 'bunny.ply')
  t.is((await command('voxelize', `${scans}/lgl_bunny.ply`, file, '--size', '0.01')).code, 0)
  const { coordinates } = await readCloud(file)
  const cells = new Set(Array.from({ length: coordinates.length / 3 }, (_, k) => [0, 1, 2].map(c =>
    Math.floor(Math.fround(coordinates[3 * k + c] / Math.fround(0.01)))).join(' ')))
  t.is(cells.size, coordinates.length / 3)
  t.true(cells.size > 100 && cells.size < 5000)
  t.is((await command('voxelize', file, `${file}.ply`, '--size', 'none')).code, 2)
})

test('scans are previewed as a page that holds everything, and as PNGs', async t => {
  const root = folder(t)
  const source = path.join(root, 'kitti')
  kittiTree(source, ['00/000000', '00/000001', '00/000002'])
  const page = path.join(root, 'page.html')
  const { code, err } = await command('preview', source, '--layout', 'semantickitti', '--out', page,
    '--count', '2')
  t.is(code, 0, err)
  const text = readFileSync(page, 'utf8')
  t.notRegex(text, /(src|href)="https?:/)
  t.is(text.match(/<option value/g)?.length, 2)
  const png = path.join(root, 'sheet.png')
  t.is((await command('preview', source, '--layout', 'semantickitti', '--out', png)).code, 0)
  t.deepEqual([...readFileSync(png).subarray(1, 4)], [...Buffer.from('PNG')])
  const out = path.join(root, 'try')
  const tried = await command('try', source, '--domain', 'pointcloud', '--out', out)
  t.regex(tried.out, /3 scans, 3 of them with labels, laid out as semantickitti/)
  t.deepEqual(readdirSync(out).sort().slice(-4),
    ['02.height.png', '02.label.png', '02.source.png', 'index.html'])
})
