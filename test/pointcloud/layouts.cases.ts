import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { polarmix, writeBin, writePly } from '../../domains/pointcloud/index.js'
import type { PointTable } from '../../domains/pointcloud/index.js'
import {
  cloudFolder, idsByName, mixClouds, nuScenes, readNpz, readPoints, s3dis, scanNet, semanticKitti,
  writeNpz
} from '../../plugins/io/index.js'
import { kittiTree, pointceptTree, put } from './trees.js'

function folder (t: ExecutionContext): string {
  const root = mkdtempSync(path.join(tmpdir(), 'layouts-'))
  t.teardown(() => { rmSync(root, { recursive: true }) })
  return root
}

const column = (size: number, of: (k: number) => number): PointTable['columns'][string] =>
  ({ data: Float32Array.from({ length: size }, (_, k) => of(k)), width: 1 })

test('a folder shows by its files how it is laid out', async t => {
  const kitti = folder(t)
  kittiTree(kitti, ['00/000000', '08/000001', '11/000000'])
  const found = await cloudFolder(kitti)
  t.is(found.layout, 'semantickitti')
  t.deepEqual(found.scans.map(({ split }) => split), ['train', 'valid', 'test'])
  t.is((await cloudFolder(kitti, { split: 'valid' })).scans[0].name,
    'sequences/08/velodyne/000001.bin')
  await t.throwsAsync(cloudFolder(kitti, { split: 'none' }), { code: 'FORMAT' })
  await t.throwsAsync(cloudFolder(kitti, { layout: 'waymo' as 'plain' }), { code: 'OPTION' })
  const rooms = folder(t)
  pointceptTree(rooms)
  const pointcept = await cloudFolder(rooms)
  t.is(pointcept.layout, 'pointcept')
  t.is(pointcept.classes?.names[0], 'wall')
  const scene = await pointcept.read(pointcept.scans[0])
  t.deepEqual(Object.keys(scene.columns).sort(),
    ['color', 'instance', 'normal', 'segment', 'segment200'])
  t.is((await cloudFolder('examples/data/pointclouds')).layout, 'plain')
})

test('nuScenes: bytes and panoptic numbers by its tables, written as they were', async t => {
  const root = folder(t)
  const samples = ['one', 'two'].map((token, k) => ({ token, size: 50 + k, k }))
  for (const { token, size, k } of samples) {
    put(root, `samples/LIDAR_TOP/${token}.pcd.bin`, writeBin({ size, columns: {
      x: column(size, Math.cos), y: column(size, Math.sin), z: column(size, () => 0),
      intensity: column(size, i => i), ring: column(size, i => i % 32)
    } }, { fields: ['x', 'y', 'z', 'intensity', 'ring'] }))
    const classes = Uint8Array.from({ length: size }, (_, i) => (i + k) % 32)
    put(root, `lidarseg/v1.0-mini/${token}_lidarseg.bin`, classes)
    put(root, 'panoptic/v1.0-mini/.keep', '')
    await writeNpz(path.join(root, `panoptic/v1.0-mini/${token}_panoptic.npz`),
      { data: { data: Uint16Array.from(classes, (each, i) => each * 1000 + i) } })
  }
  const table = (kind: string, ending: string): string => JSON.stringify(samples.map(({ token }) =>
    ({ token: `${kind}-${token}`, sample_data_token: token,
      filename: `${kind}/v1.0-mini/${token}_${kind}.${ending}` })))
  put(root, 'v1.0-mini/lidarseg.json', table('lidarseg', 'bin'))
  put(root, 'v1.0-mini/panoptic.json', table('panoptic', 'npz'))
  put(root, 'v1.0-mini/sample_data.json', JSON.stringify(samples.map(({ token }) =>
    ({ token, filename: `samples/LIDAR_TOP/${token}.pcd.bin` }))))
  const out = `${root}-mixed`
  t.teardown(() => { rmSync(out, { recursive: true }) })
  const names = idsByName(nuScenes)
  const mixer = polarmix({ names, instances: ['car', 'pedestrian'] })
  const { layout, count } = await mixClouds(root, mixer, { out, seed: 1 })
  t.deepEqual([layout, count], ['nuscenes', 2])
  const [one] = (await cloudFolder(out)).scans
  t.true(one.labelled)
  const mixed = await (await cloudFolder(out)).read(one)
  const { segment, panoptic, ring } = mixed.columns
  t.true(segment.data instanceof Uint8Array && panoptic.data instanceof Uint16Array)
  t.is(ring.data.length, segment.data.length)
  t.true(segment.data.every((value, k) => value === Math.floor(Number(panoptic.data[k]) / 1000)))
  const { data } = await readNpz(path.join(out, one.files.panoptic))
  t.is(data.type, 'uint16')
})

test('ScanNet: points, classes and instances come together, and apart again', async t => {
  const root = folder(t)
  for (const scene of ['scene0000_00', 'scene0001_00']) {
    const place = `scans/${scene}/${scene}`
    const points = (more: PointTable['columns']): PointTable => ({ size: 6, columns: {
      x: column(6, k => k), y: column(6, k => -k), z: column(6, () => 1),
      red: { data: Uint8Array.of(1, 2, 3, 4, 5, 6), width: 1 },
      green: { data: new Uint8Array(6), width: 1 }, blue: { data: new Uint8Array(6), width: 1 },
      alpha: { data: new Uint8Array(6).fill(255), width: 1 }, ...more
    } })
    put(root, `${place}_vh_clean_2.ply`, writePly(points({})))
    put(root, `${place}_vh_clean_2.labels.ply`,
      writePly(points({ label: { data: Uint16Array.of(1, 1, 5, 5, 0, 39), width: 1 } })))
    put(root, `${place}_vh_clean_2.0.010000.segs.json`,
      JSON.stringify({ sceneId: scene, segIndices: [7, 7, 9, 9, 3, 12] }))
    put(root, `${place}.aggregation.json`, JSON.stringify({ segGroups: [
      { objectId: 0, segments: [7], label: 'wall' },
      { objectId: 1, segments: [9, 12], label: 'chair' }
    ] }))
  }
  const source = await cloudFolder(root)
  const cloud = await source.read(source.scans[0])
  t.deepEqual(cloud.columns.segment.data, Uint16Array.of(1, 1, 5, 5, 0, 39))
  t.deepEqual(cloud.columns.instance.data, Int32Array.of(0, 0, 1, 1, -1, 1))
  const out = `${root}-copy`
  t.teardown(() => { rmSync(out, { recursive: true }) })
  t.is((await source.write(out, source.scans[0], cloud)).length, 4)
  const copy = await cloudFolder(out)
  t.deepEqual(await copy.read(copy.scans[0]), cloud)
  const { segGroups } = JSON.parse(readFileSync(path.join(out, copy.scans[0].files.groups), 'utf8'))
  t.deepEqual(segGroups.map((each: { label: string }) => each.label), ['wall', 'otherfurniture'])
  const { columns } = await readPoints(path.join(out, copy.scans[0].files.points))
  t.deepEqual(columns.red.data, Uint8Array.of(1, 2, 3, 4, 5, 6))
})

test('class maps hang together', t => {
  for (const { names, train, trained, things, ignore } of [
    semanticKitti, nuScenes, scanNet, s3dis
  ]) {
    t.true(Object.keys(train).every(id => Number(id) in names))
    t.deepEqual([...new Set(Object.values(train))].sort((a, b) => a - b), [...trained.keys()])
    t.true(things.every(thing => trained.includes(thing)))
    t.false(ignore in train)
  }
  t.deepEqual([semanticKitti, nuScenes, scanNet, s3dis].map(({ trained }) => trained.length),
    [19, 16, 20, 13])
  t.deepEqual(idsByName(semanticKitti).car, [10, 252])
  t.deepEqual(idsByName(nuScenes).pedestrian, [2, 3, 4, 6])
})
