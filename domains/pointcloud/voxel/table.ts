import type { Coordinates } from '../points.js'

/** The voxel of every point, in the order of the first point of each. */
export interface Numbered {
  /** -1 for a point that is nowhere. */
  readonly inverse: Int32Array
  readonly counts: Int32Array
  readonly first: Int32Array
}

/**
 * Numbers the voxels of points. A cell is known by its place among all cells between the least and
 * the greatest, a whole number; voxels are found in a table of all cells, where that is no more
 * than a few times as large as the cloud, or in a hash table of those that have points.
 *
 * @param low - the least cell
 * @param sides - how many cells there are along every axis
 */
export function numbered (
  coordinates: Coordinates, cell: (coordinate: number) => number, quotients: Quotients,
  low: readonly number[], sides: readonly number[]
): Numbered {
  const points = coordinates.length / 3
  const volume = sides[0] * sides[1] * sides[2]
  if (!(volume <= 2 ** 53)) return byText(coordinates, cell)
  const keys = volume < 2 ** 31 ? new Int32Array(points) : new Float64Array(points)
  if (quotients.floor) floorKeys(coordinates, quotients.side, low, sides, keys)
  else cellKeys(coordinates, cell, low, sides, keys)
  return volume <= Math.max(2 ** 16, 16 * points) ? byPlace(keys, volume) : byHash(keys)
}

/** How cells follow from coordinates. */
interface Quotients {
  readonly side: number
  readonly floor: boolean
}

/** As `cellKeys`, written out: it is what nearly all the time is spent on. */
function floorKeys (
  coordinates: Coordinates, side: number, [x0, y0, z0]: readonly number[],
  [nx, ny, nz]: readonly number[], keys: Keys
): void {
  const volume = nx * ny * nz
  const single = coordinates instanceof Float32Array
  for (let i = 0, k = 0; i < keys.length; i++, k += 3) {
    const [x, y, z] = [coordinates[k] / side, coordinates[k + 1] / side, coordinates[k + 2] / side]
    const key = single
      ? ((Math.floor(Math.fround(x)) - x0) * ny + Math.floor(Math.fround(y)) - y0) * nz +
        Math.floor(Math.fround(z)) - z0
      : ((Math.floor(x) - x0) * ny + Math.floor(y) - y0) * nz + Math.floor(z) - z0
    keys[i] = key >= 0 && key < volume ? key : -1
  }
}

/** The place of the cell of every point; -1 for one that is nowhere. */
function cellKeys (
  coordinates: Coordinates, cell: (coordinate: number) => number,
  [x0, y0, z0]: readonly number[], [nx, ny, nz]: readonly number[], keys: Keys
): void {
  const volume = nx * ny * nz
  for (let i = 0, k = 0; i < keys.length; i++, k += 3) {
    const key = ((cell(coordinates[k]) - x0) * ny + cell(coordinates[k + 1]) - y0) * nz +
      cell(coordinates[k + 2]) - z0
    keys[i] = key >= 0 && key < volume ? key : -1
  }
}

type Keys = Int32Array | Float64Array

function byPlace (keys: Keys, volume: number): Numbered {
  const table = new Int32Array(volume)
  const { inverse, counts, first } = lists(keys.length)
  let voxels = 0
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]
    if (key < 0) {
      inverse[i] = -1
      continue
    }
    let voxel = table[key] - 1
    if (voxel < 0) {
      voxel = voxels++
      table[key] = voxels
      first[voxel] = i
    }
    inverse[i] = voxel
    counts[voxel]++
  }
  return cut(inverse, counts, first, voxels)
}

/** Open addressing: every place has a key and its voxel, and keys are compared in full. */
function byHash (keys: Keys): Numbered {
  const bits = Math.max(4, 33 - Math.clz32(Math.max(1, keys.length)))
  const mask = 2 ** bits - 1
  const kind = keys.constructor as new (length: number) => Keys
  const held = new kind(mask + 1)
  const table = new Int32Array(mask + 1)
  const { inverse, counts, first } = lists(keys.length)
  let voxels = 0
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]
    if (key < 0) {
      inverse[i] = -1
      continue
    }
    // Fibonacci's hash of both halves; neighbours along z stay together, in one line of the cache
    const high = key > 0x7fffffff ? Math.floor(key / 2 ** 32) : 0
    const line = key >>> 3
    let place = (Math.imul(line ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1) >>> 32 - bits & ~7 |
      key & 7) & mask
    let voxel = table[place] - 1
    while (voxel >= 0 && held[place] !== key) {
      place = place + 1 & mask
      voxel = table[place] - 1
    }
    if (voxel < 0) {
      voxel = voxels++
      table[place] = voxels
      held[place] = key
      first[voxel] = i
    }
    inverse[i] = voxel
    counts[voxel]++
  }
  return cut(inverse, counts, first, voxels)
}

/** Cells that are too many for numbers: by the text of all three. */
function byText (coordinates: Coordinates, cell: (coordinate: number) => number): Numbered {
  const table = new Map<string, number>()
  const { inverse, counts, first } = lists(coordinates.length / 3)
  for (let i = 0, k = 0; i < inverse.length; i++, k += 3) {
    const place = [cell(coordinates[k]), cell(coordinates[k + 1]), cell(coordinates[k + 2])]
    if (!place.every(Number.isFinite)) {
      inverse[i] = -1
      continue
    }
    const key = place.join()
    const voxel = table.get(key) ?? table.size
    if (voxel === table.size) first[voxel] = i
    table.set(key, voxel)
    inverse[i] = voxel
    counts[voxel]++
  }
  return cut(inverse, counts, first, table.size)
}

function lists (points: number): Numbered {
  return { inverse: new Int32Array(points), counts: new Int32Array(points),
    first: new Int32Array(points) }
}

function cut (
  inverse: Int32Array, counts: Int32Array, first: Int32Array, voxels: number
): Numbered {
  return { inverse, counts: counts.slice(0, voxels), first: first.slice(0, voxels) }
}
