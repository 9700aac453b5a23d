import type { ColumnData } from '../cloud.js'
import { emptyLike } from '../points.js'

/** What becomes of the values of the points of every voxel, some points after the others. */
export interface Gathering<Data extends ColumnData> {
  /**
   * @param inverse - the voxel of every point, -1 for none
   * @param voxels - how many there are now
   */
  add (data: Data, inverse: Int32Array, voxels: number): void
  /** @param counts - how many points every voxel has */
  result (counts: Int32Array): Data
}

/** Values of the first point of a voxel, their greatest, or their mean. */
export function gathering<Data extends ColumnData> (
  take: 'first' | 'mean' | 'greatest', like: Data, width: number
): Gathering<Data> {
  return take === 'mean' ? meanOf(like, width) : taking(like, width, take === 'greatest')
}

/** Whole numbers are rounded. */
function meanOf<Data extends ColumnData> (like: Data, width: number): Gathering<Data> {
  let sums = new Float64Array(0)
  return {
    add: (data, inverse, voxels) => {
      sums = enlarged(sums, voxels * width)
      for (let point = 0; point < inverse.length; point++) {
        const voxel = inverse[point]
        if (voxel < 0) continue
        for (let c = 0; c < width; c++) sums[voxel * width + c] += Number(data[point * width + c])
      }
    },
    result: counts => {
      const real = like instanceof Float32Array || like instanceof Float64Array
      const long = like instanceof BigInt64Array || like instanceof BigUint64Array
      const made = emptyLike(like, counts.length * width)
      for (let k = 0; k < made.length; k++) {
        const mean = sums[k] / counts[Math.floor(k / width)]
        made[k] = real ? mean : long ? BigInt(Math.round(mean)) : Math.round(mean)
      }
      return made
    }
  }
}

function taking<Data extends ColumnData> (
  like: Data, width: number, greatest: boolean
): Gathering<Data> {
  let held = emptyLike(like, 0)
  let seen = new Uint8Array(0)
  return {
    add: (data, inverse, voxels) => {
      held = enlarged(held, voxels * width)
      seen = enlarged(seen, voxels)
      for (let point = 0; point < inverse.length; point++) {
        const voxel = inverse[point]
        if (voxel < 0) continue
        const isFirst = seen[voxel] === 0
        if (isFirst) seen[voxel] = 1
        else if (!greatest) continue
        for (let c = 0; c < width; c++) {
          const value = data[point * width + c]
          if (isFirst || value > held[voxel * width + c]) held[voxel * width + c] = value
        }
      }
    },
    result: counts => held.slice(0, counts.length * width) as Data
  }
}

/** The same numbers with room for more: it doubles. */
function enlarged<Data extends ColumnData> (list: Data, length: number): Data {
  if (length <= list.length) return list
  const made = emptyLike(list, list.length === 0 ? length : Math.max(length, 2 * list.length))
  made.set(list as never)
  return made
}

/**
 * The id that all points of a voxel have, and `ignore` where they do not agree; where the first has
 * that already, it stays.
 */
export function agreeing<Data extends ColumnData> (like: Data, ignore: number): Gathering<Data> {
  const none = (like instanceof BigInt64Array || like instanceof BigUint64Array
    ? BigInt(ignore)
    : ignore) as never
  let held = emptyLike(like, 0)
  let seen = new Uint8Array(0)
  return {
    add: (data, inverse, voxels) => {
      held = enlarged(held, voxels)
      seen = enlarged(seen, voxels)
      for (let point = 0; point < inverse.length; point++) {
        const voxel = inverse[point]
        if (voxel < 0) continue
        if (seen[voxel] === 0) [seen[voxel], held[voxel]] = [1, data[point]]
        else if (held[voxel] !== data[point]) held[voxel] = none
      }
    },
    result: counts => held.slice(0, counts.length) as Data
  }
}

/** The id that most points of a voxel have, the least of several. */
export function commonest<Data extends ColumnData> (like: Data): Gathering<Data> {
  /** How many points have an id, in every voxel where one has it. */
  const found = new Map<number | bigint, Map<number, number>>()
  return {
    add: (data, inverse) => {
      for (let point = 0; point < inverse.length; point++) {
        const voxel = inverse[point]
        if (voxel < 0) continue
        const many = found.get(data[point]) ?? new Map<number, number>()
        found.set(data[point], many)
        many.set(voxel, (many.get(voxel) ?? 0) + 1)
      }
    },
    result: counts => {
      const made = emptyLike(like, counts.length)
      const most = new Int32Array(counts.length)
      for (const [id, many] of [...found].sort(([a], [b]) => a < b ? -1 : Number(a > b))) {
        for (const [voxel, count] of many) {
          if (count > most[voxel]) [most[voxel], made[voxel]] = [count, id]
        }
      }
      return made
    }
  }
}
