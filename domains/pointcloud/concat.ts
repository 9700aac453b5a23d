import { fail } from '../../core/errors.js'
import { checkClouds } from './check-clouds.js'
import type { AnyCloud, Column, ColumnData } from './cloud.js'
import { countOf, emptyLike } from './points.js'

/** Columns of ids, in which a point that has none gets the number that stands for none. */
const ids: readonly string[] = ['segment', 'instance']

/**
 * Clouds one after the other. The first has the say: others are moved to its origin, and all become
 * doubles if one is.
 *
 * A column that some clouds lack is filled for their points: `segment` and `instance` with -1, or
 * the greatest number where the type has no -1 (255 for bytes), anything else with 0.
 *
 * @throws INPUT, EMPTY_BATCH for what are no clouds; INPUT where a column differs in type or width;
 *   `who` begins the sentence
 */
export function concatClouds (clouds: readonly AnyCloud[], who = 'concatClouds'): AnyCloud {
  checkClouds(clouds, who, 'clouds')
  if (clouds.length === 1) return clouds[0]
  const total = clouds.reduce((sum, cloud) => sum + countOf(cloud), 0)
  const double = clouds.some(({ coordinates }) => coordinates instanceof Float64Array)
  const coordinates = new (double ? Float64Array : Float32Array)(3 * total)
  const origin = clouds[0]?.origin
  let at = 0
  for (const cloud of clouds) {
    coordinates.set(cloud.coordinates, at)
    const end = at + cloud.coordinates.length
    move(coordinates.subarray(at, end), cloud.origin, origin)
    at = end
  }
  const names = [...new Set(clouds.flatMap(({ columns }) => Object.keys(columns)))]
  const columns = Object.fromEntries(names.map(name => [name, joined(name, clouds, total, who)]))
  return { coordinates, ...origin && { origin }, columns }
}

/** Coordinates of one origin, written from another. */
function move (
  coordinates: Float32Array | Float64Array, from: AnyCloud['origin'], to: AnyCloud['origin']
): void {
  const shift = [0, 1, 2].map(axis => (from?.[axis] ?? 0) - (to?.[axis] ?? 0))
  if (shift.every(each => each === 0)) return
  for (let k = 0; k < coordinates.length; k++) coordinates[k] += shift[k % 3]
}

function joined (
  name: string, clouds: readonly AnyCloud[], total: number, who: string
): Column {
  const all = clouds.map(({ columns }) =>
    Object.hasOwn(columns, name) ? columns[name] : undefined)
  const first = all.find(column => column !== undefined) as Column
  const data = emptyLike(first.data, total * first.width)
  let at = 0
  clouds.forEach((cloud, k) => {
    const column = all[k]
    const end = at + countOf(cloud) * first.width
    if (column === undefined) {
      if (ids.includes(name)) fill(data, at, end)
    } else {
      if (column.width !== first.width || column.data.constructor !== first.data.constructor) {
        throw fail('INPUT', who, `columns.${name}`,
          `must be ${first.data.constructor.name} of width ${first.width} in all clouds`,
          `${column.data.constructor.name} of width ${column.width}`)
      }
      data.set(column.data as never, at)
    }
    at = end
  })
  return { data, width: first.width }
}

/** No class, no instance. */
function fill (data: ColumnData, start: number, end: number): void {
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) data.fill(-1n, start, end)
  // Types without a sign wrap round to their greatest number
  else data.fill(-1, start, end)
}
