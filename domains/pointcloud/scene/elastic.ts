import { fail } from '../../../core/errors.js'
import { checkFunction, checkPoints } from '../check-points.js'
import { boundsOf } from '../points.js'
import type { Coordinates } from '../points.js'
import { kernels } from '../wasm/kernels.js'
import { blurred, fastBlurred } from './blur.js'
import { displace, fastDisplace } from './displace.js'
import { fastBounds } from './limits.js'

/** How far apart the nodes of the noise are, and how far it moves points, in their unit. */
export interface Elastic {
  readonly granularity: number
  readonly magnitude: number
  /** Nodes at most: a scan of 100 m at 0.2 m has 8 million; 2^24 by default. */
  readonly maxNodes?: number
}

function checkElastic (elastic: unknown, who: string): void {
  const { granularity, magnitude } = Object(elastic) as Partial<Elastic>
  for (const [name, value] of Object.entries({ granularity, magnitude })) {
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw fail('OPTION', who, name, 'must be a finite number', value)
  }
}

/** More numbers of noise than these are not brought into memory of another kind. */
const MOST = 2 ** 24

/** Where the nodes of the noise lie. */
export interface NoiseGrid {
  /** The first node. */
  readonly start: Float64Array
  /** Nodes along x, y and z; there are three numbers a node. */
  readonly shape: readonly [x: number, y: number, z: number]
}

/**
 * The grid of nodes that covers points with one node to spare, granularity apart.
 *
 * @throws OPTION for a granularity that is not above 0, and for more than `maxNodes` nodes
 */
export function noiseGrid (
  coordinates: Coordinates, granularity: number, maxNodes = 2 ** 24
): NoiseGrid {
  checkPoints(coordinates, 'elastic distortion')
  if (typeof granularity !== 'number' || !(granularity > 0))
    throw fail('OPTION', 'elastic distortion', 'granularity', 'must be above 0', granularity)
  if (typeof maxNodes !== 'number' || !(maxNodes > 0))
    throw fail('OPTION', 'elastic distortion', 'maxNodes', 'must be above 0', maxNodes)
  const { low, high } = extentOf(coordinates)
  const single = coordinates instanceof Float32Array
  const [x, y, z] = Array.from(low, (least, axis) =>
    floorDivide(high[axis] - least, granularity, single) + 3)
  if (!(x * y * z <= maxNodes)) {
    throw fail('OPTION', 'elastic distortion', 'granularity',
      `must give at most ${maxNodes} nodes (maxNodes) for ${low.map((least, axis) =>
        high[axis] - least).join(' × ')}`, granularity)
  }
  return { start: low.map(least => least - granularity), shape: [x, y, z] }
}

/** The bounds of points; where there are none, or none is anywhere, they have no width. */
function extentOf (coordinates: Coordinates): ReturnType<typeof boundsOf> {
  const fast = coordinates instanceof Float32Array ? kernels() : undefined
  const all = fast === undefined
    ? boundsOf(coordinates)
    : fastBounds(coordinates as Float32Array, fast)
  return all.low.every(Number.isFinite) ? all
    : { low: new Float64Array(3), high: new Float64Array(3) }
}

/** Floor of a quotient as numpy has it: by the remainder, in the type of the numbers. */
function floorDivide (a: number, b: number, single: boolean): number {
  const round = single ? Math.fround : (value: number) => value
  const [top, under] = [round(a), round(b)]
  const quotient = round(round(top - top % under) / under)
  const floor = Math.floor(quotient)
  return quotient - floor > 0.5 ? floor + 1 : floor
}

/**
 * Noise on a grid, blurred twice along x, y and z in turn, each time to the mean of three nodes
 * with nothing beyond the border; single precision.
 *
 * @param noise - `[x, y, z, 3]`, row-major; it is left as it is
 * @throws INPUT for another number of them, and for fewer than two nodes along an axis
 */
export function smoothNoise (
  noise: ArrayLike<number>, shape: readonly [number, number, number]
): Float32Array {
  checkNoise(noise, shape, 'smoothNoise')
  const fast = kernels()
  return fast === undefined || noise.length > MOST
    ? blurred(noise, shape)
    : fastBlurred(noise, shape, fast)
}

/** Three numbers a node, and at least two nodes along every axis. */
function checkNoise (noise: unknown, shape: unknown, who: string): void {
  const whole = Array.isArray(shape) && shape.length === 3 &&
    shape.every(side => Number.isInteger(side) && side > 1)
  if (!whole)
    throw fail('INPUT', who, 'shape', 'must be three whole numbers of nodes, 2 or more', shape)
  const [x, y, z] = shape as number[]
  const listed = Array.isArray(noise) || (ArrayBuffer.isView(noise) && 'length' in noise)
  if (!listed || noise.length !== x * y * z * 3)
    throw fail('INPUT', who, 'noise', `must be a list of ${x * y * z * 3} numbers`, noise)
}

/**
 * Moves points by smooth noise: each by the noise where it is, between nodes in a line along every
 * axis, times the magnitude.
 *
 * @param noise - `smoothNoise` on `grid`
 * @returns new coordinates, of the type of the given ones
 * @throws INPUT, OPTION for what does not fit together
 */
export function displaced<C extends Coordinates> (
  coordinates: C, noise: Float32Array, grid: NoiseGrid, elastic: Elastic
): C {
  checkPoints(coordinates, 'displaced')
  const { start, shape } = Object(grid) as NoiseGrid
  checkNoise(noise, shape, 'displaced')
  if (!(start instanceof Float64Array) || start.length !== 3)
    throw fail('INPUT', 'displaced', 'grid.start', 'must be a Float64Array of 3', start)
  checkElastic(elastic, 'displaced')
  const fast = kernels()
  return (fast === undefined || noise.length > MOST
    ? displace(coordinates, noise, grid, elastic)
    : fastDisplace(coordinates, noise, grid, elastic, fast)) as C
}

/**
 * Elastic distortion: nodes a granularity apart are moved at random, and points with them.
 *
 * Law of Mix3D and Pointcept (both from Simard et al., ICDAR 2003): standard normal noise on a grid
 * that goes one node beyond the points, blurred twice, times the magnitude.
 *
 * @param noise - one standard normal number after the other: those of x, y and z of every node,
 *   z fastest
 * @throws OPTION as `noiseGrid`
 */
export function elasticDistortion<C extends Coordinates> (
  coordinates: C, elastic: Elastic, noise: () => number
): C {
  checkElastic(elastic, 'elastic distortion')
  checkFunction(noise, 'elastic distortion', 'noise')
  const grid = noiseGrid(coordinates, elastic.granularity, elastic.maxNodes)
  const [x, y, z] = grid.shape
  const raw = new Float32Array(x * y * z * 3)
  for (let k = 0; k < raw.length; k++) raw[k] = noise()
  return displaced(coordinates, smoothNoise(raw, grid.shape), grid, elastic)
}
