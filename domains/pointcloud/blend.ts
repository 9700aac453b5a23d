import { fail } from '../../core/errors.js'
import type { ColumnData } from './cloud.js'
import type { Settled } from './canvas.js'
import { concatClouds } from './concat.js'
import { countOf, mapColumns } from './points.js'
import { indexOfSeen } from './steps/step.js'
import type { Shown } from './canvas.js'

/** How much of a point is the source's: a share for all, times one for each. */
export interface Shares {
  readonly coefficient: number
  readonly each?: Float32Array
}

/**
 * Shows a piece over as many points as are there, point over point. Coordinates and real columns
 * are mixed by the shares; columns of whole numbers (classes, ids, bytes) are never mixed: a point
 * has those of the one that it is more of.
 *
 * @throws INPUT for another number of points, and where one has columns that the other has not
 */
export function blendOver (
  there: Settled, { seen, ordinal }: Shown, { coefficient, each }: Shares, who: string
): Settled {
  const count = countOf(there.cloud)
  const source = aligned(there, seen.cloud, count, who)
  const share = (point: number): number => coefficient * (each === undefined ? 1 : each[point])
  const mix = <Data extends ColumnData>(own: Data, other: Data, width: number): Data => {
    const made = own.slice() as Data
    const real = made instanceof Float32Array || made instanceof Float64Array
    for (let point = 0; point < count; point++) {
      const part = share(point)
      for (let k = point * width; k < (point + 1) * width; k++) {
        if (part === 1 || (!real && part > 0.5)) made[k] = other[k]
        else if (real && part > 0) made[k] = (1 - part) * made[k] + part * Number(other[k])
      }
    }
    return made
  }
  const index = indexOfSeen(seen)
  const more = (own: Int32Array, other: (point: number) => number): Int32Array =>
    own.map((value, point) => share(point) > 0.5 ? other(point) : value)
  return {
    cloud: {
      ...there.cloud,
      coordinates: mix(there.cloud.coordinates as Float32Array,
        source.coordinates as Float32Array, 3),
      columns: mapColumns(there.cloud.columns, ({ data, width }, name) =>
        ({ data: mix(data, source.columns[name].data, width), width }))
    },
    part: more(there.part, point => seen.part?.[point] ?? ordinal),
    index: more(there.index, point => index[point])
  }
}

/** The source in the form of what is there: its origin, its types. */
function aligned (
  there: Settled, cloud: Settled['cloud'], count: number, who: string
): Settled['cloud'] {
  if (countOf(cloud) !== count) {
    throw fail('INPUT', who, 'x', `must have ${count} points to be shown over ${count}`,
      `${countOf(cloud)} points`)
  }
  const names = Object.keys(there.cloud.columns)
  const missing = names.find(name => !Object.hasOwn(cloud.columns, name))
  if (missing !== undefined)
    throw fail('INPUT', who, `columns.${missing}`, 'must be there in both clouds', cloud.columns)
  // Through one cloud of both: types and widths are checked, and coordinates get one origin
  const both = concatClouds([there.cloud, cloud], who)
  return {
    ...both,
    coordinates: both.coordinates.subarray(3 * count),
    columns: mapColumns(both.columns, ({ data, width }) =>
      ({ data: data.subarray(count * width), width }))
  }
}
