import type { HostArray } from '../../core/index.js'
import { fail } from '../../core/errors.js'
import { checkCloud, checkClouds } from './check-clouds.js'
import { checkWhole } from './check-points.js'
import type { AnyCloud, Column } from './cloud.js'
import { concatClouds } from './concat.js'
import { countOf, emptyLike } from './points.js'

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
}

/**
 * Clouds as one list of points. Columns that some lack are filled as `concatClouds` does.
 *
 * @throws INPUT, EMPTY_BATCH for what are no clouds, and where columns do not fit together
 */
export function toPointcept (clouds: readonly AnyCloud[]): Pointcept {
  checkClouds(clouds, 'toPointcept', 'clouds')
  const { coordinates, columns, origin } = concatClouds(clouds, 'toPointcept')
  let end = 0
  const offset = Int32Array.from(clouds, cloud => end += countOf(cloud))
  return { coord: coordinates, columns, offset, ...origin && { origin } }
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
