import { Rng } from '../../core/index.js'
import type { Cloud } from '../../domains/pointcloud/index.js'
import { boundsOf } from '../../domains/pointcloud/index.js'
import { readCloud } from '../../plugins/io/index.js'

/** What a point of a room can be of. */
export const classes = ['floor', 'wall', 'bunny', 'car', 'lamp post', 'milk carton'] as const

const FOLDER = 'examples/data/pointclouds'
const scans = ['lgl_bunny.ply', 'pcl_car6.pcd', 'pcl_lamppost.pcd', 'pcl_milk_color.pcd']
/** Points of an object, and of the floor and of each of two walls. */
const OBJECT = 90
const PLANE = 120

type Uniform = (low: number, high: number) => number

/** The bundled scans as objects: about the origin, on the floor, their longest side 1. */
export async function readObjects (): Promise<Float32Array[]> {
  return await Promise.all(scans.map(async name => {
    const { coordinates } = await readCloud(`${FOLDER}/${name}`)
    const { low, high } = boundsOf(coordinates)
    const longest = Math.max(...high.map((value, axis) => value - low[axis]))
    return coordinates.map((value, k) => {
      const axis = k % 3
      const from = axis === 2 ? low[2] : (low[axis] + high[axis]) / 2
      return (value - from) / longest
    })
  }))
}

/**
 * Rooms of 4 m with a floor, two walls and three objects, seen from one side. In `usual` rooms
 * things are among their like: bunnies in one, cars in the next; in the others anything is with
 * anything.
 */
export function roomsOf (
  objects: readonly Float32Array[], count: number, seed: number, usual: boolean
): Cloud[] {
  return Array.from({ length: count }, (_, room) => {
    const rng = Rng(seed).fork('room', room)
    const uniform: Uniform = (low, high) => low + (high - low) * rng.uniform()
    const pick = (list: readonly number[]): number => list[Math.floor(uniform(0, list.length))]
    const kinds = usual ? [room % objects.length] : [...objects.keys()]
    const parts = [
      planes(uniform),
      ...Array.from({ length: 3 }, () => pick(kinds)).map(kind =>
        ({ points: objectIn(objects[kind], uniform), ids: Array<number>(OBJECT).fill(2 + kind) }))
    ]
    return {
      coordinates: Float32Array.from(parts.flatMap(({ points }) => points)),
      columns: { segment: { data: Uint8Array.from(parts.flatMap(({ ids }) => ids)), width: 1 } }
    }
  })
}

function planes (uniform: Uniform): { points: number[], ids: number[] } {
  const noise = (): number => uniform(-0.02, 0.02)
  const along = (): number => uniform(-2, 2)
  const many = (make: () => number[]): number[] => Array.from({ length: PLANE }, make).flat()
  return {
    points: [...many(() => [along(), along(), noise()]),
      ...many(() => [along(), 2 + noise(), uniform(0, 2)]),
      ...many(() => [-2 + noise(), along(), uniform(0, 2)])],
    ids: Array.from({ length: 3 * PLANE }, (_, k) => Number(k >= PLANE))
  }
}

/** Some points of an object, turned, of another size, somewhere, from the side that is seen. */
function objectIn (object: Float32Array, uniform: Uniform): number[] {
  const [angle, size] = [uniform(-Math.PI, Math.PI), uniform(0.5, 0.9)]
  const [cos, sin] = [size * Math.cos(angle), size * Math.sin(angle)]
  const [x, y] = [uniform(-1.5, 1.5), uniform(-1.5, 1.5)]
  const points: number[] = []
  while (points.length < 3 * OBJECT) {
    const k = 3 * Math.floor(uniform(0, object.length / 3))
    const [u, v] = [cos * object[k] - sin * object[k + 1], sin * object[k] + cos * object[k + 1]]
    if (v > 0.15 * size) continue
    points.push(x + u, y + v, size * object[k + 2] + uniform(-0.01, 0.01))
  }
  return points
}
