import { fail } from '../../core/errors.js'
import { checkClouds } from './check-clouds.js'
import type { AnyCloud, Column, ColumnData } from './cloud.js'
import { copyEntries, countOf, emptyLike, takeEntries } from './points.js'

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
  return clouds.length === 1 ? clouds[0] : joinPieces(clouds.map(cloud => ({ cloud })), who)
}

/** A cloud, or some of its points in this order. */
export interface Piece {
  readonly cloud: AnyCloud
  readonly chosen?: Int32Array
  /** Its chosen points as a view moved them, with the columns that move with them. */
  readonly placed?: AnyCloud
}

/** How many points a piece has. */
export function sizeOf ({ cloud, chosen }: Piece): number {
  return chosen?.length ?? countOf(cloud)
}

/** Pieces one after the other, as `concatClouds`: every point that is chosen is copied once. */
export function joinPieces (pieces: readonly Piece[], who: string): AnyCloud {
  const clouds = pieces.map(({ cloud }) => cloud)
  const total = pieces.reduce((sum, piece) => sum + sizeOf(piece), 0)
  const double = clouds.some(({ coordinates }) => coordinates instanceof Float64Array)
  const coordinates = new (double ? Float64Array : Float32Array)(3 * total)
  const origin = clouds[0]?.origin
  let at = 0
  for (const piece of pieces) {
    const { cloud } = piece
    const end = at + 3 * sizeOf(piece)
    if (piece.placed === undefined)
      write(cloud.coordinates, coordinates.subarray(at, end), 3, piece.chosen)
    else coordinates.set(piece.placed.coordinates, at)
    move(coordinates.subarray(at, end), cloud.origin, origin)
    at = end
  }
  const names = [...new Set(clouds.flatMap(({ columns }) => Object.keys(columns)))]
  const columns = Object.fromEntries(names.map(name => [name, joined(name, pieces, total, who)]))
  return { coordinates, ...origin && { origin }, columns }
}

/** Copies entries of a column, all of them or those of some points. */
function write (
  data: ColumnData, into: ColumnData, width: number, chosen: Int32Array | undefined
): void {
  if (chosen === undefined) into.set(data as never)
  else if (into.constructor === data.constructor) copyEntries(data, into, width, chosen)
  else into.set(takeEntries(data, width, chosen) as never)
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
  name: string, pieces: readonly Piece[], total: number, who: string
): Column {
  const all = pieces.map(({ cloud: { columns } }) =>
    Object.hasOwn(columns, name) ? columns[name] : undefined)
  const first = all.find(column => column !== undefined) as Column
  const data = emptyLike(first.data, total * first.width)
  let at = 0
  pieces.forEach((piece, k) => {
    const column = all[k]
    const end = at + sizeOf(piece) * first.width
    if (column === undefined) {
      if (ids.includes(name)) fill(data, at, end)
    } else {
      if (column.width !== first.width || column.data.constructor !== first.data.constructor) {
        throw fail('INPUT', who, `columns.${name}`,
          `must be ${first.data.constructor.name} of width ${first.width} in all clouds`,
          `${column.data.constructor.name} of width ${column.width}`)
      }
      const { placed, chosen } = piece
      const moved = placed !== undefined && Object.hasOwn(placed.columns, name)
      write(moved ? placed.columns[name].data : column.data, data.subarray(at, end), first.width,
        moved ? undefined : chosen)
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
