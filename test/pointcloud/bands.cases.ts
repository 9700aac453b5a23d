import test from 'ava'
import { Rng } from '../../core/index.js'
import { bands } from '../../domains/pointcloud/select/bands.js'
import { memory } from '../../domains/pointcloud/select/selector.js'

/** Points at all pitches, some as near an edge as 1e-10, and some that are nowhere. */
function near (low: number, high: number, count: number): Float64Array {
  const rng = Rng(3).fork('bands')
  const points = new Float64Array(3 * 3000)
  for (let k = 0; k < points.length; k += 3) {
    const edge = high + (low - high) * Math.floor((count + 1) * rng.uniform()) / count
    const pitch = k % 2 === 0
      ? low - 0.1 + (high - low + 0.2) * rng.uniform()
      : edge + (rng.uniform() - 0.5) * 10 ** -(4 + 6 * rng.uniform())
    const [yaw, range] = [6 * rng.uniform(), 60 * rng.uniform()]
    points.set([range * Math.cos(pitch) * Math.cos(yaw), range * Math.cos(pitch) * Math.sin(yaw),
      range * Math.sin(pitch)], k)
  }
  points.set([1, 2, NaN, Infinity, 0, 1, 0, 0, 0])
  return points
}

/** By the pitch of every point, as the reference has it. */
function byPitch (
  points: Float32Array | Float64Array, low: number, high: number, count: number
): number[][] {
  const round = points instanceof Float32Array ? Math.fround : (value: number) => value
  const edge = (k: number): number => round(k === count ? low : high + (low - high) * k / count)
  const found = Array.from({ length: count }, (): number[] => [])
  for (let k = 0; k < points.length; k += 3) {
    const [x, y, z] = points.subarray(k, k + 3)
    const flat = round(Math.sqrt(round(round(x * x) + round(y * y))))
    const pitch = Math.min(round(high - 1e-5), Math.max(round(low + 1e-5),
      round(Math.atan2(z, flat))))
    found.find((_, band) => pitch > edge(band + 1) && pitch <= edge(band))?.push(k / 3)
  }
  return found
}

test('bands are those of the pitch, however near an edge a point is', t => {
  for (const [low, high] of [[-0.44, 0.05], [-0.7, 0.7], [-1e-5, 1e-5]]) {
    for (const count of [1, 2, 3, 4, 6]) {
      const doubles = near(low, high, count)
      for (const coordinates of [doubles, Float32Array.from(doubles)]) {
        const memo = memory()
        byPitch(coordinates, low, high, count).forEach((points, band) => {
          const found = bands.select({ coordinates, columns: {} }, { low, high, count, band }, 0,
            memo)
          t.deepEqual([...found], points, `${low} ${high} ${count} ${band}`)
        })
      }
    }
  }
})
