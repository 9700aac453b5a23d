import * as z from 'zod/mini'
import { option, positive } from '../../../core/index.js'
import { parseOptions } from '../../../core/define/options.js'
import { fail } from '../../../core/errors.js'
import { checkPoints } from '../check-points.js'
import type { Coordinates } from '../points.js'
import { boundsOf } from '../points.js'
import { kernels } from '../wasm/kernels.js'
import { numbered } from './number.js'
import { fastNumbered } from './number-fast.js'
import { inOrder } from './order.js'

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
  const side = coordinates instanceof Float32Array ? Math.fround(size) : size
  const law = { side, nearest: rounding === 'round' }
  const fast = kernels()
  const found = fast === undefined ? numbered(coordinates, law)
    : fastNumbered(coordinates, law, fast)
  const bounds = found === undefined ? undefined : cellBounds(found.cells)
  if (found === undefined || bounds === undefined) {
    throw fail('INPUT', 'voxels', 'size',
      'must be large enough for cells to have numbers of 32 bits', size)
  }
  const least = from === 'least' ? bounds : [0, 0, 0] as const
  const { cells } = found
  if (from === 'least') {
    for (let k = 0; k < cells.length; k += 3)
      for (let axis = 0; axis < 3; axis++) cells[k + axis] -= least[axis]
  }
  const voxels = { ...found, least }
  return order === 'first' ? voxels : inOrder(voxels, order)
}

/** The least cell along every axis; nothing where they are too far apart for 32 bits. */
function cellBounds (cells: Int32Array): [x: number, y: number, z: number] | undefined {
  if (cells.length === 0) return [0, 0, 0]
  const { low, high } = boundsOf(cells)
  const narrow = high.every((most, axis) => most - low[axis] + 1 < 2 ** 31)
  return narrow ? [low[0], low[1], low[2]] : undefined
}
