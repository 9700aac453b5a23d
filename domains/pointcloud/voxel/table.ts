import { NOWHERE } from './cells.js'

/** The voxel of every point, in the order of the first point of each. */
export interface Numbered {
  readonly inverse: Int32Array
  readonly counts: Int32Array
  readonly first: Int32Array
}

/** Numbers the voxels by a table of all cells between the least and the greatest. */
export function denseVoxels (
  cells: Int32Array, [x0, y0, z0]: readonly number[], [nx, ny, nz]: readonly number[]
): Numbered {
  const points = cells.length / 3
  const table = new Int32Array(nx * ny * nz)
  const inverse = new Int32Array(points)
  const { counts, first, done } = lists(points)
  let voxels = 0
  for (let i = 0, k = 0; i < points; i++, k += 3) {
    if (cells[k] === NOWHERE) {
      inverse[i] = -1
      continue
    }
    const key = ((cells[k] - x0) * ny + cells[k + 1] - y0) * nz + cells[k + 2] - z0
    let voxel = table[key] - 1
    if (voxel < 0) {
      voxel = voxels++
      table[key] = voxels
      first[voxel] = i
    }
    inverse[i] = voxel
    counts[voxel]++
  }
  return done(inverse, voxels)
}

/**
 * Numbers the voxels by a hash table with open addressing: places hold voxels, and cells are
 * compared in full, so that no two are taken for one.
 */
export function hashedVoxels (cells: Int32Array): Numbered {
  const points = cells.length / 3
  const bits = Math.max(4, 32 - Math.clz32(2 * points))
  const mask = 2 ** bits - 1
  const table = new Int32Array(mask + 1)
  const inverse = new Int32Array(points)
  const { counts, first, done } = lists(points)
  let voxels = 0
  for (let i = 0, k = 0; i < points; i++, k += 3) {
    const [x, y, z] = [cells[k], cells[k + 1], cells[k + 2]]
    if (x === NOWHERE) {
      inverse[i] = -1
      continue
    }
    let place = hashed(x, y, z) & mask
    let voxel = table[place] - 1
    while (voxel >= 0) {
      const at = 3 * first[voxel]
      if (cells[at] === x && cells[at + 1] === y && cells[at + 2] === z) break
      place = (place + 1) & mask
      voxel = table[place] - 1
    }
    if (voxel < 0) {
      voxel = voxels++
      table[place] = voxels
      first[voxel] = i
    }
    inverse[i] = voxel
    counts[voxel]++
  }
  return done(inverse, voxels)
}

/** Mixes three whole numbers, by multiplication and shifts (Teschner et al., 2003; Murmur's end). */
function hashed (x: number, y: number, z: number): number {
  let h = Math.imul(x, 73856093) ^ Math.imul(y, 19349663) ^ Math.imul(z, 83492791)
  h = Math.imul(h ^ h >>> 16, 0x85ebca6b)
  return h ^ h >>> 13
}

function lists (points: number): {
  readonly counts: Int32Array, readonly first: Int32Array,
  done (inverse: Int32Array, voxels: number): Numbered
} {
  const [counts, first] = [new Int32Array(points), new Int32Array(points)]
  return {
    counts, first,
    done: (inverse, voxels) =>
      ({ inverse, counts: counts.slice(0, voxels), first: first.slice(0, voxels) })
  }
}
