import test from 'ava'
import { Rng } from '../../core/index.js'
import { neighbours } from '../../domains/pointcloud/index.js'
import { auction } from '../../domains/pointcloud/assign/auction.js'
import { angleOf, direction } from '../../domains/pointcloud/angles.js'
import { gridSearch } from '../../domains/pointcloud/nearest/grid.js'
import { boundsOf } from '../../domains/pointcloud/points.js'
import { blurred, fastBlurred } from '../../domains/pointcloud/scene/blur.js'
import { displace, fastDisplace } from '../../domains/pointcloud/scene/displace.js'
import { fastBounds } from '../../domains/pointcloud/scene/limits.js'
import { numbered } from '../../domains/pointcloud/voxel/number.js'
import { fastNumbered } from '../../domains/pointcloud/voxel/number-fast.js'
import { kernels } from '../../domains/pointcloud/wasm/kernels.js'
import type { Kernels } from '../../domains/pointcloud/wasm/kernels.js'

const rng = Rng(5).fork('fast')
const fast = kernels() as Kernels
const kinds: readonly [Float32ArrayConstructor, Float64ArrayConstructor] =
  [Float32Array, Float64Array]

/** Points in a cube about the origin. */
function cube (kind: typeof kinds[number], count: number): Float32Array | Float64Array {
  const points = new kind(3 * count)
  for (let k = 0; k < points.length; k++) points[k] = 10 * rng.uniform() - 5
  return points
}

test('voxels are the same with kernels and without', t => {
  for (const kind of kinds) {
    // More than the first table holds, and more than a block
    for (const count of [0, 1, 5, 1500, 30_000]) {
      const points = cube(kind, count)
      const odd = points.slice()
      if (count >= 5) odd.set([NaN, 0, 1, Infinity], 8)
      for (const coordinates of [points, odd]) {
        for (const nearest of [false, true]) {
          const law = { side: kind === Float32Array ? Math.fround(0.3) : 0.3, nearest }
          t.deepEqual(fastNumbered(coordinates, law, fast), numbered(coordinates, law))
        }
      }
    }
    const far = kind.of(0, 0, 0, 1e30, 0, 0)
    const law = { side: 1, nearest: false }
    t.is(fastNumbered(far, law, fast), undefined)
    t.is(numbered(far, law), undefined)
  }
})

test('elastic distortion is the same with kernels and without, bit for bit', t => {
  const grid = { start: Float64Array.of(-4, -4, -6), shape: [9, 8, 13] as const }
  const noise = Float32Array.from({ length: 9 * 8 * 13 * 3 }, () => rng.uniform() - 0.5)
  const elastic = { granularity: 1, magnitude: 0.4 }
  for (const kind of kinds) {
    const points = cube(kind, 5000)
    points.set([NaN, 0, 0, 4, 3, 6])
    const one = displace(points, noise, grid, elastic)
    t.deepEqual(fastDisplace(points, noise, grid, elastic, fast), one)
    t.notDeepEqual(one, points)
    const exact = displace(Float64Array.from(points), noise, grid, elastic)
    t.true(one.subarray(3).every((value, k) => Math.abs(value - exact[3 + k]) < 1e-6))
  }
  for (const shape of [[9, 8, 13], [2, 2, 2], [3, 2, 5], [2, 7, 3]] as const) {
    const some = noise.subarray(0, 3 * shape[0] * shape[1] * shape[2])
    t.deepEqual(fastBlurred(some, shape, fast), blurred(some, shape))
  }
  for (const count of [1, 2, 5, 5000]) {
    const points = cube(Float32Array, count) as Float32Array
    points[3 * count - 2] = NaN
    t.deepEqual(fastBounds(points, fast), boundsOf(points))
  }
})

test('auctions end alike with kernels and without, each point sold once', t => {
  for (const count of [1, 2, 3, 7, 200]) {
    const [a, b] = [cube(Float64Array, count), cube(Float32Array, count)]
    // Points on one place, whose prices are the same
    if (count > 3) b.copyWithin(3, 0, 9)
    const sold = auction(a, b, 18, 1e-3, fast)
    t.deepEqual(sold, auction(a, b, 18, 1e-3, undefined))
    t.is(new Set(sold).size, count)
  }
})

/** The nearest by looking at all. */
function nearestOfAll (
  points: Float32Array | Float64Array, [x, y, z]: readonly number[], many: number
): number[] {
  return Array.from({ length: points.length / 3 }, (_, k) => ({
    k,
    square: (points[3 * k] - x) ** 2 + (points[3 * k + 1] - y) ** 2 + (points[3 * k + 2] - z) ** 2
  })).filter(({ square }) => Number.isFinite(square))
    .sort((one, other) => one.square - other.square || one.k - other.k)
    .slice(0, many).map(({ k }) => k)
}

test('neighbours are those of looking at all, however points lie', t => {
  const even = cube(Float32Array, 2000)
  const flat = even.map((value, k) => k % 3 === 2 ? 1 : value)
  const uneven = cube(Float64Array, 2000).map((value, k) => k < 5400 ? value / 1e4 : value * 20)
  const twice = even.map(value => Math.round(value))
  const holes = even.map((value, k) => k % 50 === 0 ? NaN : k % 77 === 0 ? Infinity : value)
  const sets = { even, flat, uneven, twice, holes, one: cube(Float32Array, 1),
    same: new Float32Array(300).fill(2), none: new Float32Array(0),
    nowhere: new Float32Array(6).fill(NaN) }
  for (const [name, points] of Object.entries(sets)) {
    for (const index of ['auto', 'tree'] as const) {
      const { nearest } = neighbours(points, index)
      for (let k = 0; k < 20; k++) {
        const own = Array.from(points.subarray(3 * k, 3 * k + 3))
        const place = k % 2 === 0 && own.length === 3 && own.every(Number.isFinite)
          ? own
          : [0, 1, 2].map(() => 40 * rng.uniform() - 20)
        for (const many of [0, 1, 9]) {
          t.deepEqual([...nearest(place, many).points], nearestOfAll(points, place, many),
            `${name} ${index} ${place.join()} ${many}`)
        }
      }
    }
  }
  const all = (points: Float32Array | Float64Array): unknown => {
    const { low, high } = boundsOf(points)
    return gridSearch(points, new Int32Array(points.length / 3).map((_, k) => k), low, high)
  }
  t.deepEqual([even, flat, uneven, sets.same].map(points => all(points) !== undefined),
    [true, true, false, false])
  t.throws(() => neighbours(even).nearest([0, NaN, 0], 1),
    { message: /"place" must be three finite numbers/ })
  t.throws(() => neighbours(even).nearest([0, 0, 0], -1), { message: /"many" must be a whole/ })
})

test('directions are those of the cosine and the sine', t => {
  for (let angle = -7; angle < 7; angle += 0.37) {
    const [cos, sin] = direction(angle)
    t.true(Math.abs(cos - Math.cos(angle)) < 1e-14 && Math.abs(sin - Math.sin(angle)) < 1e-14)
  }
  t.deepEqual(direction(Math.PI / 2).map(Math.abs), [0, 1])
})

test('angles are those of the arcus tangent, in every quadrant and at its borders', t => {
  const values = [-1e300, -3, -1, -0.7, -1e-9, -0, 0, 5e-324, 1e-9, 0.2, 1, 8, 1e300, Infinity, NaN]
  for (const y of values) {
    for (const x of values) {
      const [angle, told] = [angleOf(y, x), Math.atan2(y, x)]
      t.true(Object.is(angle, told) || Math.abs(angle - told) <= 4.5e-16 * Math.abs(told),
        `${y} ${x}: ${angle} ${told}`)
    }
  }
})
