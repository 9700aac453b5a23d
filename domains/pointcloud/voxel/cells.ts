import * as z from 'zod/mini'
import { option, positive } from '../../../core/index.js'
import { parseOptions } from '../../../core/define/options.js'
import { fail } from '../../../core/errors.js'
import { checkPoints } from '../check-points.js'
import type { Coordinates } from '../points.js'
import { boundsOf, dropNonFinite, isFinite } from '../points.js'
import { inOrder } from './order.js'
import { numbered } from './table.js'

/** How space is cut into voxels. */
export interface VoxelGrid {
  /** The side of a voxel, in the unit of the coordinates. */
  readonly size: number
  /** Down to a whole number of sides (the default), or to the nearest, half to even. */
  readonly rounding?: 'floor' | 'round'
  /** Cells are counted from the origin (the default), or from the least of the cloud. */
  readonly from?: 'origin' | 'least'
  /**
   * Voxels in the order in which the first point of each comes (the default), or in that of
   * Pointcept's keys: `ravel`, x slowest, or `fnv`, hashed.
   */
  readonly order?: 'first' | 'ravel' | 'fnv'
}

/** The voxels of a cloud, and which of them every point is in. */
export interface Voxels {
  /** `[voxels, 3]`: the cell of every voxel. */
  readonly cells: Int32Array
  /** The first point of every voxel. */
  readonly first: Int32Array
  /** The voxel of every point; -1 for one that is nowhere. */
  readonly inverse: Int32Array
  /** How many points every voxel has. */
  readonly counts: Int32Array
  /** What cells are counted from, in cells. */
  readonly least: readonly [x: number, y: number, z: number]
}

const schema = z.object({
  size: positive,
  rounding: option(z.enum(['floor', 'round'])).default('floor'),
  from: option(z.enum(['origin', 'least'])).default('origin'),
  order: option(z.enum(['first', 'ravel', 'fnv'])).default('first')
})

/**
 * Sorts points into voxels. Quotients are those of the type of the coordinates: of floats, single
 * ones, as numpy has them. Points that are no finite numbers are in none.
 *
 * @throws OPTION, UNKNOWN_OPTION; INPUT where a cell is beyond 32 bits
 */
export function voxelsOf (coordinates: Coordinates, grid: VoxelGrid): Voxels {
  checkPoints(coordinates, 'voxels')
  const { size, rounding, from, order } = parseOptions('voxels', schema, grid)
  const cell = cellLaw(coordinates, size, rounding)
  const bounds = isFinite(coordinates)
    ? boundsOf(coordinates)
    : boundsOf(dropNonFinite({ coordinates, columns: {} }).cloud.coordinates)
  const none = !(bounds.low[0] <= bounds.high[0])
  // Cells rise with coordinates, so those of the bounds are the bounds of the cells
  const low = Array.from(bounds.low, value => none ? 0 : cell(value))
  const sides = Array.from(bounds.high, (value, axis) => none ? 1 : cell(value) - low[axis] + 1)
  if (![...low, ...sides].every(each => Math.abs(each) < 2 ** 31)) {
    throw fail('INPUT', 'voxels', 'size',
      'must be large enough for cells to have numbers of 32 bits', size)
  }
  const quotients = { side: coordinates instanceof Float32Array ? Math.fround(size) : size,
    floor: rounding === 'floor' }
  const { inverse, counts, first } = numbered(coordinates, cell, quotients, low, sides)
  const least = from === 'least' ? low : [0, 0, 0]
  const cells = new Int32Array(3 * first.length)
  for (let voxel = 0; voxel < first.length; voxel++) {
    for (let axis = 0; axis < 3; axis++)
      cells[3 * voxel + axis] = cell(coordinates[3 * first[voxel] + axis]) - least[axis]
  }
  const voxels = { cells, first, inverse, counts, least: least as [number, number, number] }
  return order === 'first' ? voxels : inOrder(voxels, order)
}

/** The cell of a coordinate: no number for what is none. */
function cellLaw (
  coordinates: Coordinates, size: number, rounding: string
): (coordinate: number) => number {
  if (coordinates instanceof Float32Array) {
    const side = Math.fround(size)
    return rounding === 'floor'
      ? value => Math.floor(Math.fround(value / side))
      : value => halfToEven(Math.fround(value / side))
  }
  return rounding === 'floor'
    ? value => Math.floor(value / size)
    : value => halfToEven(value / size)
}

function halfToEven (value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor
}
