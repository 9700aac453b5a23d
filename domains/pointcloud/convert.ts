import type { HostArray } from '../../core/index.js'
import { fail } from '../../core/errors.js'
import { checkCloud, checkClouds } from './check-clouds.js'
import { checkWhole } from './check-points.js'
import type { AnyCloud, Column, ColumnData } from './cloud.js'
import { concatClouds } from './concat.js'
import { countOf, emptyLike } from './points.js'
import { voxelsOf } from './voxel/cells.js'

/** A batch as Pointcept has it: all points of all clouds, and where each cloud ends. */
export interface Pointcept {
  /** `[points, 3]`. */
  readonly coord: Float32Array | Float64Array
  /** The other columns of all points. */
  readonly columns: Readonly<Record<string, Column>>
  /** Where clouds end, one number each. */
  readonly offset: Int32Array
  /** What is added to all coordinates. */
  readonly origin?: AnyCloud['origin']
  /**
   * `[points, 3]`: the cell of every point, counted from the least of its cloud; -1 for a point
   * that is nowhere.
   */
  readonly grid_coord?: Int32Array
}

/**
 * Clouds as one list of points. Columns that some lack are filled as `concatClouds` does.
 *
 * @param grid - the side of a cell: gives `grid_coord`, anew for mixed clouds, which Pointcept's
 *   own trick leaves as it was
 * @throws INPUT, EMPTY_BATCH for what are no clouds, and where columns do not fit together; OPTION
 *   for a side that is not above 0
 */
export function toPointcept (clouds: readonly AnyCloud[], grid?: number): Pointcept {
  checkClouds(clouds, 'toPointcept', 'clouds')
  if (grid !== undefined && !(typeof grid === 'number' && grid > 0 && Number.isFinite(grid)))
    throw fail('OPTION', 'toPointcept', 'grid', 'must be a number above 0', grid)
  const { coordinates, columns, origin } = concatClouds(clouds, 'toPointcept')
  let end = 0
  const offset = Int32Array.from(clouds, cloud => end += countOf(cloud))
  const cells = grid === undefined ? undefined : { grid_coord: gridOf(clouds, offset, grid) }
  return { coord: coordinates, columns, offset, ...origin && { origin }, ...cells }
}

function gridOf (clouds: readonly AnyCloud[], offset: Int32Array, size: number): Int32Array {
  const all = new Int32Array(3 * (offset[offset.length - 1] ?? 0)).fill(-1)
  clouds.forEach(({ coordinates }, k) => {
    const { cells, inverse } = voxelsOf(coordinates, { size, from: 'least' })
    const start = k === 0 ? 0 : offset[k - 1]
    inverse.forEach((voxel, point) => {
      if (voxel >= 0) all.set(cells.subarray(3 * voxel, 3 * voxel + 3), 3 * (start + point))
    })
  })
  return all
}

/**
 * The clouds of a batch as Pointcept has it, in memory of their own.
 *
 * @throws INPUT for what is no such batch, and for offsets that do not rise to the number of points
 */
export function fromPointcept (batch: Pointcept): AnyCloud[] {
  const { coord, columns, offset, origin } = Object(batch) as Pointcept
  checkCloud({ coordinates: coord, columns, origin }, 'fromPointcept', 'batch')
  checkWhole(offset, 'fromPointcept', 'offset')
  const points = coord.length / 3
  const rising = offset.every((end, k) => end >= (k === 0 ? 0 : offset[k - 1]))
  if (!rising || offset[offset.length - 1] !== points) {
    const allowed = `must rise to ${points}, the number of points`
    throw fail('INPUT', 'fromPointcept', 'offset', allowed, offset)
  }
  return Array.from(offset, (end, k) => {
    const start = k === 0 ? 0 : offset[k - 1]
    return {
      coordinates: coord.slice(3 * start, 3 * end),
      ...origin && { origin },
      columns: Object.fromEntries(Object.entries(columns).map(([name, { data, width }]) =>
        [name, { data: data.slice(start * width, end * width), width }]))
    }
  })
}

/**
 * Mix3D by Pointcept's trick: every second cloud ends where it ended, and so does the last. No
 * point is moved, and none is read.
 *
 * @param offset - where clouds end
 * @throws INPUT for what is no Int32Array
 */
export function mergedOffsets (offset: Int32Array): Int32Array {
  checkWhole(offset, 'mergedOffsets', 'offset')
  return offset.filter((_, k) => k % 2 === 1 || k === offset.length - 1)
}

/**
 * Clouds as one array `[rows, points, channels]`: coordinates, then columns by name. Shorter ones
 * are filled with zeros.
 *
 * @param columns - what follows x, y and z; nothing by default
 * @returns the array, and how many points every cloud has
 * @throws INPUT, EMPTY_BATCH for what are no clouds; INPUT for a column that one lacks
 */
export function toPadded (
  clouds: readonly AnyCloud[], columns: readonly string[] = []
): HostArray<Float32Array> & { readonly lengths: Int32Array } {
  checkClouds(clouds, 'toPadded', 'clouds')
  const told: unknown = columns
  const listed = Array.isArray(told) &&
    Array.from<unknown>(told).every(name => typeof name === 'string')
  if (!listed) throw fail('INPUT', 'toPadded', 'columns', 'must be a list of names', columns)
  const all = clouds.map(cloud => [{ data: cloud.coordinates, width: 3 }, ...columns.map(name => {
    if (Object.hasOwn(cloud.columns, name)) return cloud.columns[name]
    throw fail('INPUT', 'toPadded', `columns.${name}`, 'must be there in all clouds', cloud.columns)
  })])
  const channels = all[0].reduce((sum, { width }) => sum + width, 0)
  const lengths = Int32Array.from(clouds, countOf)
  const points = lengths.reduce((most, length) => Math.max(most, length), 1)
  const data = emptyLike(new Float32Array(0), clouds.length * points * channels)
  all.forEach((list, row) => {
    let channel = 0
    for (const { data: values, width } of list) {
      for (let k = 0; k < values.length; k++) {
        const point = row * points + Math.floor(k / width)
        data[point * channels + channel + k % width] = Number(values[k])
      }
      channel += width
    }
  })
  return { data, shape: [clouds.length, points, channels], lengths }
}

/**
 * The clouds of a padded array, as `toPadded` makes it.
 *
 * @param columns - what follows x, y and z, in this order: columns of the same names, widths and
 *   types, as one of the clouds had them
 * @returns clouds with as many points as `lengths` says, in memory of their own
 * @throws INPUT for what is no such array
 */
export function fromPadded (
  padded: HostArray<Float32Array> & { readonly lengths: Int32Array },
  columns: Readonly<Record<string, Column>> = {}
): AnyCloud[] {
  const { data, shape, lengths } = Object(padded) as typeof padded
  const who = 'fromPadded'
  const told = Object.entries(Object(columns) as typeof columns)
  told.forEach(([name, column]) => {
    if (!ArrayBuffer.isView(column?.data) || !(column.width > 0))
      throw fail('INPUT', who, `columns.${name}`, 'must be a column', column)
  })
  const channels = told.reduce((sum, [, { width }]) => sum + width, 3)
  const whole = data instanceof Float32Array && Array.isArray(shape) && shape.length === 3 &&
    shape[2] === channels && shape[0] * shape[1] * channels === data.length
  if (!whole) {
    const allowed = `must be floats [rows, points, ${channels}]`
    throw fail('INPUT', who, 'padded', allowed, padded)
  }
  const [rows, points] = shape as readonly number[]
  checkWhole(lengths, who, 'lengths')
  if (lengths.length !== rows || lengths.some(length => length < 0 || length > points))
    throw fail('INPUT', who, 'lengths', `must be ${rows} numbers of 0 … ${points}`, lengths)
  return Array.from(lengths, (length, row) => {
    const taken = <D extends ColumnData>(like: D, first: number, width: number): D => {
      const made = emptyLike(like, length * width)
      const isBig = made instanceof BigInt64Array || made instanceof BigUint64Array
      for (let k = 0; k < made.length; k++) {
        const value = data[(row * points + Math.floor(k / width)) * channels + first + k % width]
        made[k] = isBig ? BigInt(Math.round(value)) : value
      }
      return made
    }
    let first = 3
    return {
      coordinates: taken(new Float32Array(0), 0, 3),
      columns: Object.fromEntries(told.map(([name, { data: like, width }]) => {
        first += width
        return [name, { data: taken(like, first - width, width), width }]
      }))
    }
  })
}
