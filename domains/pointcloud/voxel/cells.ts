import * as z from 'zod/mini'
import { option, positive } from '../../../core/index.js'
import { parseOptions } from '../../../core/define/options.js'
import { fail } from '../../../core/errors.js'
import type { Coordinates } from '../points.js'
import { firstCells, inOrder } from './order.js'
import { denseVoxels, hashedVoxels } from './table.js'

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
  const { size, rounding, from, order } = parseOptions('voxels', schema, grid)
  const cells = cellsOf(coordinates, size, rounding)
  const { low, high, finite } = extent(cells, coordinates)
  const sides = finite === 0 ? [1, 1, 1] : low.map((least, axis) => high[axis] - least + 1)
  const volume = sides[0] * sides[1] * sides[2]
  const count = coordinates.length / 3
  // A table of all cells, where it is no more than a few times as large as the cloud, or a hash
  const { inverse, counts, first } = volume <= Math.max(2 ** 16, 16 * count)
    ? denseVoxels(cells, low, sides)
    : hashedVoxels(cells)
  const least = from === 'least' && finite > 0 ? low : [0, 0, 0]
  const voxels = {
    cells: firstCells(cells, first, least), first, inverse, counts,
    least: least as [number, number, number]
  }
  return order === 'first' ? voxels : inOrder(voxels, order)
}

/** No cell: of points that are nowhere. */
export const NOWHERE = -(2 ** 31)

/** The cell of every point, in whole numbers. */
function cellsOf (coordinates: Coordinates, size: number, rounding: string): Int32Array {
  const single = coordinates instanceof Float32Array
  const side = single ? Math.fround(size) : size
  const cells = new Int32Array(coordinates.length)
  for (let k = 0; k < cells.length; k++) {
    const quotient = single ? Math.fround(coordinates[k] / side) : coordinates[k] / side
    const cell = rounding === 'floor' ? Math.floor(quotient) : halfToEven(quotient)
    if (!(cell > NOWHERE && cell < 2 ** 31)) {
      if (Number.isFinite(coordinates[k])) {
        throw fail('INPUT', 'voxels', 'size',
          'must be large enough for cells to have numbers of 32 bits', size)
      }
      cells[k] = NOWHERE
    } else {
      cells[k] = cell
    }
  }
  return cells
}

function halfToEven (value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor
}

/** The least and greatest cells, without points that are nowhere, which are marked on all axes. */
function extent (
  cells: Int32Array, coordinates: Coordinates
): { readonly low: number[], readonly high: number[], readonly finite: number } {
  let [x0, y0, z0] = [Infinity, Infinity, Infinity]
  let [x1, y1, z1] = [-Infinity, -Infinity, -Infinity]
  let finite = 0
  for (let k = 0; k < coordinates.length; k += 3) {
    const [x, y, z] = [cells[k], cells[k + 1], cells[k + 2]]
    if (x === NOWHERE || y === NOWHERE || z === NOWHERE) {
      cells[k] = NOWHERE
      continue
    }
    finite++
    if (x < x0) x0 = x
    if (x > x1) x1 = x
    if (y < y0) y0 = y
    if (y > y1) y1 = y
    if (z < z0) z0 = z
    if (z > z1) z1 = z
  }
  return { low: [x0, y0, z0], high: [x1, y1, z1], finite }
}
