import test from 'ava'
import { createMixer, roll } from '../../core/index.js'
import {
  boundsOf, concatClouds, countOf, dropNonFinite, fromPadded, fromPointcept, lasermix, matchPoints,
  meanOf, mergedOffsets, mix3d, mix3dScene, nearestPoints, pointCutmix, pointMixup, pointceptScene,
  polarmix, toPadded, toPointcept, voxelize, voxelsOf
} from '../../domains/pointcloud/index.js'
import type { AnyCloud, Cloud } from '../../domains/pointcloud/index.js'
import { boxesOf, bytesOf, cloudOf, cloudsOf } from './clouds.js'

const none: Cloud = { coordinates: new Float32Array(0), columns: {} }
const bare = (...numbers: number[]): Cloud =>
  ({ coordinates: Float32Array.from(numbers), columns: {} })

test('two clouds without points are mixed, and so is one with one that has some', t => {
  const [both] = createMixer(mix3d()).mix([none, none]).batch
  t.is(countOf(both), 0)
  const [mixed] = createMixer(mix3d()).mix([cloudOf(5, 1), none]).batch
  t.is(countOf(mixed), 5)
  t.throws(() => createMixer(mix3d()).mix([]), { code: 'EMPTY_BATCH' })
  t.throws(() => createMixer(pointMixup({ pairing: roll() })).mix([none, cloudOf(3, 1)]),
    { message: /must have points in both of two clouds/ })
})

test('a point that is nowhere moves no other one', t => {
  for (const [place, nowhere] of [[3, NaN], [4, Infinity], [5, -Infinity]]) {
    const [whole, lacking] = [cloudOf(20, 1), cloudOf(20, 1)]
    lacking.coordinates[place] = nowhere
    const without = dropNonFinite(lacking).cloud
    t.deepEqual(boundsOf(lacking.coordinates), boundsOf(without.coordinates))
    t.deepEqual(meanOf(lacking.coordinates), meanOf(without.coordinates))
    for (const scene of [mix3dScene({ shift: 0 }), mix3dScene(), pointceptScene()]) {
      const mix = createMixer(scene, { seed: 3 })
      const plan = mix.plan({ x: [without, whole] }, { step: 0 })
      const [moved] = mix.apply([lacking, whole], plan)
      const [wanted] = mix.apply([without, whole], plan)
      t.true(countOf(moved) > 10)
      if (scene.name === 'mix3d-scene')
        t.deepEqual(moved.coordinates, wanted.coordinates)
      t.notThrows(() => mix.mix([lacking, whole]))
    }
  }
  const gone = bare(NaN, 0, 0)
  t.deepEqual(meanOf(gone.coordinates), [0, 0, 0])
  t.is(countOf(createMixer(mix3dScene(), { seed: 1 }).mix([gone]).batch[0]), 0)
})

test('objects turn with their normals, in the type of their cloud; no id is a fraction', t => {
  const clouds = cloudsOf([40, 50, 60], 2).map((cloud, row): AnyCloud => {
    const normal = { data: Float32Array.from(cloud.coordinates), width: 3 }
    const segment = { width: 1,
      data: Float32Array.from({ length: countOf(cloud) }, (_, k) => k % 4 / 2) }
    return { coordinates: row === 1 ? Float64Array.from(normal.data) : normal.data.slice(),
      columns: { normal, segment } }
  })
  for (const instances of [[0, 1], [1]]) {
    const mix = createMixer(polarmix({ instances, swap: 0, omega: [0, 0.7, 2] }), { seed: 3 })
    const plan = mix.plan(clouds)
    mix.apply(clouds, plan).forEach(({ coordinates, columns, provenance }, row) => {
      const { normal: { data: normals }, segment: { data: ids } } = columns
      t.deepEqual([...coordinates].map(Math.fround), [...normals])
      const pasted = [...ids].filter((_, k) => Number(provenance?.part[k]) > 0)
      const each = [...clouds[plan.draws.pair[row]].columns.segment.data]
      const wanted = instances.flatMap(id => each.filter(other => other === id))
      t.deepEqual(pasted, [...wanted, ...wanted, ...wanted, ...wanted])
    })
  }
})

test('points that are nowhere are left out, and provenance knows which', t => {
  const cloud = cloudOf(6, 3)
  cloud.coordinates[3] = NaN
  cloud.coordinates[14] = Infinity
  const [mixed] = createMixer(mix3d()).mix([cloud, cloudOf(2, 4)]).batch
  t.deepEqual([...mixed.provenance?.index ?? []], [0, 2, 3, 5, 0, 1])
  t.is(countOf(mixed), 6)
  const { cloud: kept, kept: index } = dropNonFinite(cloud)
  t.deepEqual([...index], [0, 2, 3, 5])
  t.is(kept.columns.time.data[1], cloud.columns.time.data[2])
  const { inverse } = voxelsOf(cloud.coordinates, { size: 1 })
  t.deepEqual([inverse[1], inverse[4]], [-1, -1])
  for (const mixer of [polarmix(), lasermix()]) {
    for (const each of createMixer(mixer).mix([cloud, cloud]).batch)
      t.true(each.coordinates.every(Number.isFinite))
  }
  t.throws(() => createMixer(pointMixup()).mix([cloud, cloud]), { code: 'INPUT' })
})

test('one point, and the same point again and again', t => {
  const same = bare(...Array.from({ length: 30 }, () => 2))
  t.is(voxelsOf(same.coordinates, { size: 0.5 }).counts[0], 10)
  t.is(matchPoints(same.coordinates, same.coordinates, { method: 'auction' }).cost, 0)
  const { order } = matchPoints(same.coordinates, same.coordinates, { method: 'blocks', leaf: 2 })
  t.deepEqual([...order].sort(), [...Array(10).keys()].sort())
  t.deepEqual([...nearestPoints(same.coordinates, 3, 3)], [3, 0, 1])
  for (const mixer of [pointMixup(), pointCutmix({ probability: 1, points: 'nearest' })]) {
    const [mixed] = createMixer(mixer).mix([bare(1, 2, 3), bare(4, 5, 6)]).batch
    t.is(countOf(mixed), 1)
  }
})

test('all in one voxel: majorities, conflicts, means and the greatest', t => {
  const cloud: AnyCloud = {
    coordinates: Float64Array.of(0.1, 0.1, 0.1, 0.2, 0.2, 0.2, 0.3, 0.3, 0.6),
    columns: { segment: { data: Int32Array.of(7, 3, 3), width: 1 },
      intensity: { data: Float32Array.of(1, 2, 6), width: 1 } }
  }
  const made = (options: object): AnyCloud => voxelize(cloud, { size: 1, ...options }).cloud
  t.is(countOf(made({})), 1)
  t.is(made({}).columns.segment.data[0], 7)
  t.is(made({ labels: 'majority' }).columns.segment.data[0], 3)
  t.is(made({ labels: 'conflict', ignore: 99 }).columns.segment.data[0], 99)
  t.is(made({ take: 'mean' }).columns.intensity.data[0], 3)
  t.is(made({ take: 'greatest' }).columns.intensity.data[0], 6)
  t.is(made({ take: 'chosen', choose: () => 1 }).columns.segment.data[0], 3)
  t.throws(() => voxelize(cloud, { size: 0 }), { code: 'OPTION' })
  t.throws(() => voxelsOf(Float64Array.of(1e12, 0, 0), { size: 1e-3 }), { code: 'INPUT' })
})

test('voxels are those of a dictionary of cells, whatever table they are found by', t => {
  for (const [spread, size] of [[1, 0.5], [1, 0.01], [1000, 0.001], [5e5, 0.001]]) {
    const points = Float64Array.from(cloudOf(400, 5).coordinates, value => value * spread)
    const { cells, inverse, counts, first } = voxelsOf(points, { size })
    const known = new Map<string, number[]>()
    for (let k = 0; k < 400; k++) {
      const cell = [0, 1, 2].map(axis => Math.floor(points[3 * k + axis] / size)).join()
      known.set(cell, [...known.get(cell) ?? [], k])
      t.is([...cells.subarray(3 * inverse[k], 3 * inverse[k] + 3)].join(), cell)
    }
    t.deepEqual([...counts], [...known.values()].map(({ length }) => length))
    t.deepEqual([...first], [...known.values()].map(([point]) => point))
  }
})

test('columns that some clouds lack are filled, and those of another type refused', t => {
  const labelled: Cloud = { ...bare(1, 1, 1), columns: {
    segment: { data: Uint8Array.of(4), width: 1 }, intensity: { data: Float32Array.of(5), width: 1 }
  } }
  const both = concatClouds([labelled, bare(0, 0, 0)])
  t.deepEqual([...both.columns.segment.data], [4, 255])
  t.deepEqual([...both.columns.intensity.data], [5, 0])
  const other: Cloud = { ...bare(1, 1, 1), columns: {
    segment: { data: Int32Array.of(4), width: 1 } } }
  t.throws(() => createMixer(mix3d()).mix([labelled, other]),
    { message: 'mix3d: "columns.segment" must be Uint8Array of width 1 in all clouds, got ' +
      '"Int32Array of width 1"' })
})

test('clouds far from the origin meet where they are', t => {
  const far: Cloud = { ...bare(1, 2, 3), origin: [400_000, 5_000_000, 0] }
  const near: Cloud = { ...bare(4, 5, 6), origin: [400_001, 5_000_000, 0] }
  const [mixed] = createMixer(mix3d()).mix([far, near]).batch
  t.deepEqual([...mixed.coordinates], [1, 2, 3, 5, 5, 6])
  t.deepEqual(mixed.origin, far.origin)
})

test('clouds are laid out and back; offsets are merged', t => {
  const clouds = cloudsOf([3, 0, 5])
  t.is(bytesOf(fromPointcept(toPointcept(clouds))), bytesOf(clouds))
  t.deepEqual([...mergedOffsets(Int32Array.of(2, 5, 9, 11, 20))], [5, 11, 20])
  const { shape, lengths } = toPadded(clouds, ['color'])
  t.deepEqual([shape, [...lengths]], [[3, 5, 6], [3, 0, 5]])
  t.throws(() => fromPointcept({ coord: new Float32Array(3), columns: {},
    offset: Int32Array.of(2) }), { code: 'INPUT' })
})

test('padded clouds come back with their types; cells of a batch are those of each cloud', t => {
  const clouds = cloudsOf([3, 0, 5]).map(({ coordinates, columns: { color, time, segment } }) =>
    ({ coordinates, columns: { color, segment, time } }))
  const padded = toPadded(clouds, ['color', 'segment', 'time'])
  t.is(bytesOf(fromPadded(padded, clouds[0].columns)), bytesOf(clouds))
  const none = fromPointcept(toPointcept([bare(), bare()]))
  t.is(bytesOf(none), bytesOf([bare(), bare()]))
  const { grid_coord: cells = [] } = toPointcept([bare(-0.3, 0, 1, 0.7, 0, NaN, 0.3, 0.6, 2),
    bare(5, 5, 5)], 0.5)
  t.deepEqual([...cells], [0, 0, 0, -1, -1, -1, 1, 1, 2, 0, 0, 0])
})

test('boxes go with what they are about', t => {
  const clouds = cloudsOf([20, 20])
  const boxes = [boxesOf(1), boxesOf(2)]
  const all = createMixer(mix3d()).mix({ x: clouds, boxes }).batch
  t.is((all.boxes)[0].boxes.length, 6)
  const { batch, plan } = createMixer(polarmix({ swap: 1, instances: [1], omega: [0.5] }),
    { seed: 2 }).mix({ x: clouds, boxes })
  const [from] = plan.draws.alpha
  const [first] = batch.boxes
  const yaws = first.boxes.map(([x, y]) => -Math.atan2(y, x))
  const inside = (yaw: number): boolean => yaw > from && yaw < from + Math.PI
  const kept = boxes[0].boxes.filter(([x, y]) => !inside(-Math.atan2(y, x))).length
  t.true(yaws.slice(0, kept).every(yaw => !inside(yaw)))
  // Of the partner the box of class 1 comes as it is, and turned
  t.is(first.classes.slice(-2).join(), '1,1')
  t.true(Math.abs(first.boxes[first.boxes.length - 1][6] - boxes[1].boxes[1][6] - 0.5) < 1e-12)
  t.throws(() => createMixer(lasermix({ probability: 1 })).mix({ x: clouds, boxes: [boxes[0]] }),
    { code: 'TARGET' })
})

test('the scans of the README are mixed: a list of clouds comes back as one', t => {
  const scans = cloudsOf([50, 60])
  const { batch, plan } =
    createMixer(polarmix({ instances: ['car', 'person'] }), { seed: 7 }).mix(scans)
  t.is(batch.length, 2)
  t.is(plan.mixer, 'polarmix')
  t.is(batch[0].provenance?.parts[0].row, 0)
})

test('the points that keep quarters from being empty are of no class and no instance', t => {
  for (const data of [[Int32Array.of(7, 7, 7), new Int32Array(3)],
    [BigInt64Array.of(7n, 7n, 7n), new BigInt64Array(3)]]) {
    const [segment, instance] = data.map(ids => ({ data: ids, width: 1 }))
    const scene: Cloud = { ...bare(1, 1, 0, 2, 1, 0, 1, 2, 0), columns: { segment, instance } }
    const mix = createMixer(mix3d({ crops: 'small', scenes: 1, ids: 'keep' }))
    const kept = mix.mix([scene]).batch.flatMap(({ columns }) =>
      [...columns.segment.data].map((id, k) => [Number(id), Number(columns.instance.data[k])]))
    t.deepEqual([...new Set(kept.map(pair => pair.join()))].sort(), ['255,-1', '7,0'])
    t.is(kept.filter(([id]) => id === 255).length, 4)
  }
})
