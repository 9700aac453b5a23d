import test from 'ava'
import { createMixer, sequence } from '../../core/index.js'
import { stream } from '../../core/random/index.js'
import {
  boundsOf, countOf, mix3d, mix3dScene, objectSample, pointceptScene, voxelsOf
} from '../../domains/pointcloud/index.js'
import type { AnyCloud, Boxes3, Cloud } from '../../domains/pointcloud/index.js'
import { bytesOf, cloudOf, cloudsOf } from './clouds.js'

/** A floor at a height of x / 10, of class 7; a square of points, 4 m wide. */
const floor = (): Cloud => {
  const places = Array.from({ length: 1681 }, (_, k) => [k % 41 - 20, Math.floor(k / 41) - 20])
  return {
    coordinates: Float32Array.from(places.flatMap(([x, y]) => [x / 10, y / 10, x / 100])),
    columns: { segment: { data: Uint8Array.from(places, () => 7), width: 1 } }
  }
}
const column = (x: number, y: number, points: number): Cloud => ({
  coordinates: Float32Array.from({ length: 3 * points }, (_, k) =>
    [x, y, 1 + Math.floor(k / 3) / 10][k % 3]),
  columns: { segment: { data: new Uint8Array(points).fill(3), width: 1 } }
})
const none: Boxes3 = { boxes: [], classes: [] }

function sampled (options: object, objects: Cloud[], boxes: number[][]) {
  return createMixer(objectSample({ most: { 3: 9 }, ...options }), {
    pools: { objects: { x: objects, boxes: objects.map((_, k) => ({ boxes: [boxes[k]],
      classes: [3] })) } },
    signals: { boxes: () => [none], objects: () => ({ boxes, classes: boxes.map(() => 3) }) }
  }).mix({ x: [floor()], boxes: [none] })
}

test('objects are put on the ground of their footprint, their boxes with them', t => {
  const boxes = [[1, 1, 1.2, 0.5, 0.5, 0.5, 0], [-1, -1, 1.2, 0.5, 0.5, 0.5, 0.7]]
  const { batch } = sampled({ ground: [7], clear: false },
    [column(1, 1, 5), column(-1, -1, 5)], boxes)
  const [{ coordinates, provenance }] = batch.x
  for (const part of [0, 1]) {
    const points = coordinates.filter((_, k) => provenance?.part[Math.floor(k / 3)] === part)
    const { low } = boundsOf(points)
    t.true(Math.abs(low[2] - low[0] / 10) < 1e-6, `${low.join()}`)
  }
  t.deepEqual(batch.boxes[0].boxes.map(([x, , z]) => Math.abs(z - 0.2 - x / 10) < 1e-6),
    [true, true])
  // Where there is no ground, and where none is asked for, they stay as high as they were
  const off = [[9, 9, 1.2, 0.5, 0.5, 0.5, 0]]
  for (const options of [{ ground: [7] }, { ground: [8] }, {}])
    t.is(sampled(options, [column(9, 9, 5)], off).batch.x[0].coordinates[2], 1)
})

test('objects of few points are passed over, and so are those that would stand in another', t => {
  const boxes = [[0, 0, 1, 1, 1, 4, 0], [0.5, 0, 1, 1, 1, 4, 0.3], [-1.5, 1, 1, 0.4, 0.4, 4, 1]]
  const objects = [column(0, 0, 8), column(0.5, 0, 8), column(-1.5, 1, 2)]
  const { batch } = sampled({}, objects, boxes)
  t.is(batch.boxes[0].boxes.length, 2)
  t.is(sampled({ leastPoints: 5 }, objects, boxes).batch.boxes[0].boxes.length, 1)
  // What the floor has in their boxes is taken out
  const left = batch.x[0].coordinates.length / 3
  t.true(left < 1681 + 10 && left > 1400, String(left))
})

const still = { jitter: 0, distort: 0, colorJitter: 0, drop: 0 }

/** A scene, and what its draws make of it by the formulas of Pointcept, in doubles. */
function naive (cloud: Cloud, { draws }: ReturnType<ReturnType<typeof createMixer>['plan']>) {
  let points = Array.from({ length: countOf(cloud) }, (_, k) =>
    [...cloud.coordinates.subarray(3 * k, 3 * k + 3)])
  const bounds = (axis: number) => {
    const values = points.map(point => point[axis])
    return { low: Math.min(...values), high: Math.max(...values),
      middle: (Math.min(...values) + Math.max(...values)) / 2 }
  }
  const less = (by: number[]): void => {
    points = points.map(point => point.map((value, axis) => value - by[axis]))
  }
  const turn = (a: number, b: number, angle: number, about: number[]): void => {
    points = points.map(point => {
      const [u, v] = [point[a] - about[a], point[b] - about[b]]
      return point.with(a, Math.cos(angle) * u - Math.sin(angle) * v + about[a])
        .with(b, Math.sin(angle) * u + Math.cos(angle) * v + about[b])
    })
  }
  const middle = (): number[] => [0, 1, 2].map(axis => bounds(axis).middle)
  less([bounds(0).middle, bounds(1).middle, bounds(2).low])
  turn(0, 1, draws.zTurned[0] * (draws.z?.[0] ?? 0), [0, 0, 0])
  turn(1, 2, draws.xTurned[0] * (draws.x?.[0] ?? 0), middle())
  turn(2, 0, draws.yTurned[0] * (draws.y?.[0] ?? 0), middle())
  points = points.map(point => point.map((value, axis) =>
    value * draws.scale[0] * (axis < 2 && draws.flip[axis] === 1 ? -1 : 1)))
  return { points, less, middle }
}

test('scenes become what the formulas of Pointcept say, columns and all', t => {
  for (let seed = 0; seed < 12; seed++) {
    const cloud = cloudOf(60, seed)
    const mix = createMixer(pointceptScene({ ...still, contrast: 1, tint: 1, voxel: 0.8,
      take: 'first' }), { seed })
    const plan = mix.plan([cloud])
    const [made] = mix.apply([cloud], plan) as [AnyCloud]
    const { points, less, middle } = naive(cloud, plan)
    const { first } = voxelsOf(Float32Array.from(points.flat()), { size: 0.8 })
    const index = [...made.provenance?.index ?? []]
    t.deepEqual([...index].sort((a, b) => a - b), [...first].sort((a, b) => a - b))
    const all = points.slice()
    points.splice(0, points.length, ...[...first].map(point => all[point]))
    const [x, y] = middle()
    less([0, 0, 0])
    const color = cloud.columns.color.data as Uint8Array
    const reach = [0, 1, 2].map(c => color.filter((_, k) => k % 3 === c))
      .map(list => [Math.min(...list), Math.max(...list)])
    index.forEach((point, k) => {
      all[point].forEach((value, axis) => {
        const want = value - [x, y, 0][axis]
        t.true(Math.abs(made.coordinates[3 * k + axis] - want) < 1e-5)
        const was = color[3 * point + axis]
        const [low, high] = reach[axis]
        const stretched = was + plan.draws.blend[0] * ((was - low) * 255 / (high - low) - was)
        const tinted = stretched + 255 * 0.05 * plan.draws.tint[axis]
        const found = Number(made.columns.color.data[3 * k + axis])
        t.true(Math.abs(found - Math.min(255, Math.max(0, tinted)) / 255) < 1e-5)
      })
      t.is(made.columns.segment.data[k], cloud.columns.segment.data[point])
    })
  }
})

test('normals turn and are mirrored with their points', t => {
  const { coordinates } = cloudOf(40, 3)
  // Normals that are the points themselves stay so under turns about the origin and mirrors
  const cloud = { coordinates, columns: { normal: { data: coordinates.slice(), width: 3 } } }
  const mix = createMixer(pointceptScene({ ...still, voxel: false, tilt: 0, scale: 0, turn: 1 }))
  const [{ coordinates: at, columns: { normal } }] = mix.mix<AnyCloud>([cloud]).batch
  const apart = [0, 1, 2].map(axis => at[axis] - Number(normal.data[axis]))
  t.true(at.every((value, k) => Math.abs(value - Number(normal.data[k]) - apart[k % 3]) < 1e-5))
})

test('colours: hues turn, saturations change; bytes and floats come to the same', t => {
  const scene = (data: Uint8Array | Float32Array): Cloud => ({
    coordinates: Float32Array.from({ length: 15 }, (_, k) => k),
    columns: { color: { data, width: 3 } }
  })
  const bytes = Uint8Array.of(255, 0, 0, 0, 255, 0, 30, 60, 90, 7, 7, 7, 200, 100, 0)
  const mix = createMixer(pointceptScene({ ...still, voxel: false, contrast: 0, tint: 0,
    hue: 0.5, saturation: 0.9 }), { seed: 4 })
  const plan = mix.plan([scene(bytes)])
  const [made] = mix.apply([scene(bytes)], plan) as [AnyCloud]
  t.is(bytesOf([made]), bytesOf(mix.apply([scene(Float32Array.from(bytes))], plan)))
  const { hue: [hue], saturation: [saturation] } = plan.draws
  const place = (point: number): number => [...made.provenance?.index ?? []].indexOf(point)
  const shown = (point: number): number[] =>
    Array.from(made.columns.color.data.slice(3 * place(point), 3 * place(point) + 3), Number)
  // Grey has no hue; the value, the greatest of the three, stays; so does the share of saturation
  t.deepEqual(shown(3), [7, 7, 7].map(value => Math.fround(value / 255)))
  for (const point of [0, 1, 2, 4]) {
    const was = [...bytes.subarray(3 * point, 3 * point + 3)].map(value => value / 255)
    const now = shown(point)
    const top = Math.max(...was)
    t.true(Math.abs(Math.max(...now) - top) < 1e-6)
    const share = Math.min(1, saturation * (1 - Math.min(...was) / top))
    t.true(Math.abs(1 - Math.min(...now) / top - share) < 1e-5)
  }
  // A third of the circle takes red to green: the hue of red after the turn, by its angle
  const [r, g, b] = shown(0)
  const angle = Math.atan2(Math.sqrt(3) * (g - b), 2 * r - g - b) / (2 * Math.PI)
  const off = Math.abs(angle - hue) % 1
  t.true(Math.min(off, 1 - off) < 0.02)
  const dropped = createMixer(pointceptScene({ ...still, voxel: false, tint: 0, dropColor: 1 }))
    .mix<AnyCloud>([scene(bytes)]).batch[0].columns.color.data
  t.is([0, 3, 6, 9, 12].filter(k => dropped.slice(k, k + 3).every(each => Number(each) === 0))
    .length, 1)
})

test('scenes of no points, one point, points that are nowhere, and without colours', t => {
  const none: Cloud = { coordinates: new Float32Array(0), columns: {} }
  const one: Cloud = { coordinates: Float32Array.of(1, 2, 3), columns: {} }
  const odd = cloudOf(9, 1)
  odd.coordinates[4] = NaN
  const same: Cloud = { coordinates: new Float32Array(30).fill(2), columns: {} }
  for (let seed = 0; seed < 5; seed++) {
    const mix = createMixer(pointceptScene({ voxel: 0.1, most: 6 }), { seed })
    const made = mix.mix<AnyCloud>([none, one, odd, same]).batch
    const counts = made.map(countOf)
    t.deepEqual([counts[0], counts[1], counts[2] <= 6], [0, 1, true])
    t.true(made.every(({ coordinates }) => coordinates.every(Number.isFinite)))
    t.false([...made[2].provenance?.index ?? []].includes(1))
  }
  t.is(countOf(createMixer(pointceptScene({ ...still })).mix<AnyCloud>([same]).batch[0]), 1)
})

test('of what was mixed one point a voxel is left, of a class that all agree on', t => {
  const scenes = cloudsOf([60, 50])
  const [whole] = createMixer(mix3d()).mix<AnyCloud>(scenes).batch
  const voxel = 0.8
  const [made] = createMixer(mix3d({ voxel, labels: 'conflict', ignore: 99 }))
    .mix<AnyCloud>(scenes).batch
  const cells = new Map<string, number[]>()
  for (let k = 0; k < countOf(whole); k++) {
    const cell = [0, 1, 2].map(axis => Math.floor(Math.fround(
      whole.coordinates[3 * k + axis] / Math.fround(voxel)))).join()
    cells.set(cell, [...cells.get(cell) ?? [], k])
  }
  const groups = [...cells.values()]
  t.is(countOf(made), groups.length)
  t.true(groups.length < 110)
  groups.forEach(([first, ...others], k) => {
    t.is(made.columns.time.data[k], whole.columns.time.data[first])
    const { data } = whole.columns.segment
    const agreed = others.every(point => data[point] === data[first])
    t.is(Number(made.columns.segment.data[k]), agreed ? Number(data[first]) : 99)
  })
})

test('of scenes that are mixed all keep their classes, or the first, or each in turn', t => {
  const scenes = cloudsOf([6, 5, 4, 3, 2, 7, 1])
  for (const labelsOf of ['both', 'first', 'alternate'] as const) {
    const { batch } = createMixer(mix3d({ scenes: 3, labelsOf, ignore: 99 })).mix<AnyCloud>(scenes)
    t.is(batch.length, 3)
    batch.forEach((made, output) => {
      const { parts, part, index } = made.provenance!
      const kept = { both: [0, 1, 2], first: [0], alternate: [output % 3] }[labelsOf]
      Array.from({ length: countOf(made) }, (_, k) => k).forEach(k => {
        const { row } = parts[part[k]]
        const own = scenes[row].columns.segment.data[index[k]]
        // The last group has one scene, which is its first and its last
        const keeps = output === 2 || kept.includes(row % 3)
        t.is(made.columns.segment.data[k], keeps ? own : 99)
      })
    })
  }
  t.throws(() => createMixer(mix3d({ labelsOf: 'first', noise: true })).mix(scenes),
    { code: 'OPTION', message: /"labelsOf" must not be asked for with noise, got "first"/ })
})

test('scenes are augmented, then mixed, and know the points of both', t => {
  const scenes = cloudsOf([40, 30, 20, 10])
  const { batch } = createMixer(sequence([pointceptScene({ voxel: false, drop: 0 }), mix3d()]))
    .mix<AnyCloud>(scenes)
  t.deepEqual(batch.map(countOf), [70, 30])
  for (const { columns, provenance } of batch) {
    const { parts = [], part = [], index = [] } = provenance ?? {}
    t.true(Array.from(columns.time.data, Number).every((time, k) =>
      time === Number(scenes[parts[part[k]].row].columns.time.data[index[k]])))
  }
})

/** Mix3D's scenes with all that it does by default turned off, but what is asked. */
const plain = { shift: 0, flip: 0, distort: 0, scale: 0, tilt: 0, color: false } as const
const asked = (options: object, cloud: AnyCloud, seed = 4, pools = {}) => {
  const mix = createMixer(mix3dScene({ ...plain, ...options }), { seed, ...pools })
  const plan = mix.plan([cloud])
  // The turn about z is always there: it is left to the formulas
  const layers = plan.layers.map(layer => ({ ...layer, view: layer.view?.map(step =>
    step.step === 'rotate-points' ? { ...step, angle: new Float64Array(1) } : step) }))
  return { plan, made: (mix.apply([cloud], { ...plan, layers }) as [Cloud])[0] }
}

test('Mix3D flips quarters within their bounds, by the least and the greatest', t => {
  const cloud = cloudOf(60, 9)
  const { made } = asked({ flipQuarters: 1 }, cloud)
  const points = Array.from({ length: 60 }, (_, k) => [0, 1, 2].map(axis =>
    cloud.coordinates[3 * k + axis]))
  const mean = [0, 1, 2].map(axis => points.reduce((sum, p) => sum + p[axis], 0) / 60)
  const centred = points.map(point => point.map((value, axis) => value - mean[axis]))
  let flipped = 0
  centred.forEach(([x, y, z], k) => {
    const mine = centred.filter(p => p[0] * x > 0 && p[1] * y > 0)
    const flip = (value: number, axis: number): number => {
      const all = mine.map(p => p[axis])
      // Positive ones go from the axis on, the others from their least on
      return Math.max(...all) - value + (value < 0 ? Math.min(...all) : 0)
    }
    const want = [flip(x, 0), flip(y, 1), z]
    want.forEach((value, axis) => {
      t.true(Math.abs(made.coordinates[3 * k + axis] - value) < 1e-5, `${k} ${axis}`)
    })
    flipped += Number(Math.abs(want[0] - x) > 0.01)
  })
  t.true(flipped > 30)
  // Points on the axes stay, one point is in the middle, none is none
  const cross = (...list: number[]): Cloud =>
    ({ coordinates: Float32Array.from(list), columns: {} })
  t.deepEqual(asked({ flipQuarters: 1 }, cross(1, 0, 0, -1, 0, 0)).made.coordinates,
    Float32Array.of(1, 0, 0, -1, 0, 0))
  t.deepEqual(asked({ flipQuarters: 1 }, cross(5, 6, 7)).made.coordinates, new Float32Array(3))
  t.is(asked({ flipQuarters: 1 }, cross()).made.coordinates.length, 0)
})

test('Mix3D cuts boxes whose upper corner is a point that stays', t => {
  const cloud = cloudOf(400, 3)
  const { made, plan } = asked({ cuts: 40, largestCut: 1.5 }, cloud)
  const { made: whole } = asked({}, cloud)
  // The same by its formula, on lists
  const { uniform, int } = stream(plan.draws.cuts[0], 0)
  let left = Array.from({ length: 400 }, (_, k) =>
    [k, ...whole.coordinates.subarray(3 * k, 3 * k + 3)])
  for (let cut = 0; cut < 400 / 40; cut++) {
    const size = 0.05 + 1.45 * uniform()
    const corner = left[int(0, left.length)]
    const low = corner.slice(1).map(value => value - size)
    const inside = (point: number[]): boolean =>
      low.every((from, axis) => point[axis + 1] >= from && point[axis + 1] < from + size)
    t.false(inside(corner))
    left = left.filter(point => !inside(point))
  }
  t.true(left.length < 390, String(left.length))
  t.deepEqual([...made.provenance?.index ?? []], left.map(([k]) => k))
  t.is(asked({ cuts: 401, largestCut: 1.5 }, cloud).made.coordinates.length, 1200)
})

test('Mix3D adds points around those there are; as noise they are of no class', t => {
  const cloud = cloudOf(200, 5)
  for (const noise of [0, 0.3]) {
    const { made, plan } = asked({ resample: 0.255, noise, ignore: 99 }, cloud)
    const { made: whole } = asked({}, cloud)
    t.is(made.coordinates.length / 3, 251)
    const { int } = stream(plan.draws.resampled[0], 0)
    const all = Array.from({ length: 200 }, (_, k) => k)
    const reach = { least: 9, most: -9 }
    for (let k = 0; k < 51; k++) {
      const other = int(k, 200)
      ;[all[k], all[other]] = [all[other], all[k]]
      for (let axis = 0; axis < 3; axis++) {
        const away = made.coordinates[3 * (200 + k) + axis] - whole.coordinates[3 * all[k] + axis]
        t.true(Math.abs(away) <= 0.2 + noise + 1e-6)
        reach.least = Math.min(reach.least, away)
        reach.most = Math.max(reach.most, away)
      }
      const { segment, color } = made.columns
      const own = Number(cloud.columns.segment.data[all[k]])
      t.is(Number(segment.data[200 + k]), noise > 0 ? 99 : own)
      t.is(made.provenance?.index[200 + k], noise > 0 ? -1 : all[k])
      const same = [0, 1, 2].every(c =>
        color.data[3 * (200 + k) + c] === cloud.columns.color.data[3 * all[k] + c])
      t.is(same, noise === 0)
      t.true([0, 1, 2].every(c => color.data[3 * (200 + k) + c] < 255 || noise === 0))
    }
    t.is(new Set(all.slice(0, 51)).size, 51)
    t.true(reach.least < -0.9 * (0.2 + noise) && reach.most > 0.9 * (0.2 + noise))
    t.deepEqual(made.coordinates.subarray(0, 600), whole.coordinates)
  }
  t.is(asked({ resample: 0, noise: 1 }, cloud).made.coordinates.length, 600)
})

test('Mix3D adds scenes of another pool without their classes; without the pool it says so', t => {
  const cloud = cloudOf(50, 5)
  const others = [cloudOf(20, 6), cloudOf(30, 7)]
  const mix = createMixer(mix3dScene({ unlabeled: 0.8, ignore: 255 }),
    { seed: 3, pools: { unlabeled: { x: others } } })
  let [added, first] = [0, 0]
  for (let step = 0; step < 60; step++) {
    const plan = mix.plan([cloud], { step })
    const [made] = mix.apply([cloud], plan) as [Cloud]
    const count = made.coordinates.length / 3
    if (count === 50) continue
    added++
    first += Number(count === 70)
    t.true(count === 70 || count === 80)
    t.true(made.columns.segment.data.subarray(50).every(id => Number(id) === 255))
    t.deepEqual([...made.provenance?.part ?? []].slice(50), Array<number>(count - 50).fill(1))
    t.true(made.columns.color.data instanceof Float32Array)
    t.is(made.provenance?.parts[1].pool, 'unlabeled')
  }
  t.true(added > 40 && added < 56, String(added))
  t.true(first > 10 && first < added - 10, String(first))
  t.throws(() => createMixer(mix3dScene({ unlabeled: 1 })).mix([cloud]),
    { code: 'POOL', message: /unlabeled/ })
})
