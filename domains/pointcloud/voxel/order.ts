import { fail } from '../../../core/errors.js'
import { checkWhole } from '../check-points.js'
import type { Voxels } from './cells.js'

const BASIS = 14695981039346656037n
const PRIME = 1099511628211n

/**
 * Keys of cells as Pointcept has them: `fnv`, 64 bits of FNV-1 (its name there says 1a), or
 * `ravel`, the place in a table as large as the greatest cell.
 *
 * @param cells - three whole numbers each; for `ravel` none below 0
 * @throws INPUT, OPTION
 */
export function voxelKeys (cells: Int32Array, kind: 'ravel' | 'fnv'): BigUint64Array {
  checkWhole(cells, 'voxelKeys', 'cells')
  if (cells.length % 3 !== 0)
    throw fail('INPUT', 'voxelKeys', 'cells', 'must be three whole numbers a cell', cells)
  if (kind !== 'ravel' && kind !== 'fnv')
    throw fail('OPTION', 'voxelKeys', 'kind', 'must be "ravel" or "fnv"', kind)
  const keys = new BigUint64Array(cells.length / 3)
  const sides = [1, 2].map(axis => {
    let most = 0
    for (let k = axis; k < cells.length; k += 3) most = Math.max(most, cells[k])
    return BigInt(most + 1)
  })
  for (let k = 0; k < keys.length; k++) {
    const [x, y, z] = [0, 1, 2].map(axis => BigInt(cells[3 * k + axis]))
    keys[k] = kind === 'ravel'
      ? (x * sides[0] + y) * sides[1] + z
      : [x, y, z].reduce((hash, each) =>
        BigInt.asUintN(64, hash * PRIME) ^ BigInt.asUintN(64, each), BASIS)
  }
  return keys
}

/** The same voxels in the order of their keys. */
export function inOrder (voxels: Voxels, kind: 'ravel' | 'fnv'): Voxels {
  const { cells, first, inverse, counts } = voxels
  const keys = voxelKeys(kind === 'ravel' ? fromLeast(cells) : cells, kind)
  const order = Int32Array.from(first.keys()).sort((a, b) =>
    keys[a] < keys[b] ? -1 : Number(keys[a] > keys[b]))
  const place = new Int32Array(order.length)
  order.forEach((voxel, k) => { place[voxel] = k })
  const sorted = new Int32Array(cells.length)
  order.forEach((voxel, k) => { sorted.set(cells.subarray(3 * voxel, 3 * voxel + 3), 3 * k) })
  return {
    ...voxels,
    cells: sorted,
    first: order.map(voxel => first[voxel]),
    counts: order.map(voxel => counts[voxel]),
    inverse: inverse.map(voxel => voxel < 0 ? -1 : place[voxel])
  }
}

function fromLeast (cells: Int32Array): Int32Array {
  const least = [0, 1, 2].map(axis =>
    cells.reduce((low, cell, k) => k % 3 === axis ? Math.min(low, cell) : low, Infinity))
  return cells.map((cell, k) => cell - least[k % 3])
}
