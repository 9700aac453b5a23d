import { fail } from '../../core/errors.js'
import { checkClouds } from './check-clouds.js'
import type { AnyCloud, Column, ColumnData } from './cloud.js'
import { copyEntries, countOf, emptyLike, takeEntries } from './points.js'
import type { Change } from './steps/step.js'

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
  /** What is done to the places, and to the normals, of its points. */
  readonly changes?: readonly Change[]
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
  const twins = twinsOf(pieces)
  let at = 0
  pieces.forEach((piece, k) => {
    const { cloud, chosen, changes = [] } = piece
    const end = at + 3 * sizeOf(piece)
    const into = coordinates.subarray(at, end)
    // Arithmetic is that of the type of its cloud
    const own = into.constructor === cloud.coordinates.constructor
      ? into : emptyLike(cloud.coordinates, into.length)
    const twin = twins[k]
    if (own === into && twin !== undefined && cloud.origin === origin)
      coordinates.copyWithin(at, 3 * twin, 3 * twin + into.length)
    else write(cloud.coordinates, own, 3, chosen)
    for (const change of changes) change.points(own)
    if (own !== into) into.set(own)
    move(into, cloud.origin, origin)
    at = end
  })
  const names = [...new Set(clouds.flatMap(({ columns }) => Object.keys(columns)))]
  const columns = Object.fromEntries(names.map(name =>
    [name, joined(name, pieces, { total, twins }, who)]))
  return { coordinates, ...origin && { origin }, columns }
}

/**
 * Where pieces begin that have the same points as later ones and are as they were: what is there
 * needs no gathering again.
 */
function twinsOf (pieces: readonly Piece[]): ReadonlyArray<number | undefined> {
  const firsts = new Map<Int32Array, { readonly cloud: AnyCloud, readonly at: number }>()
  let at = 0
  return pieces.map(piece => {
    const { cloud, chosen, changes } = piece
    const first = chosen && firsts.get(chosen)
    if (chosen !== undefined && first === undefined && changes === undefined)
      firsts.set(chosen, { cloud, at })
    at += sizeOf(piece)
    return first?.cloud === cloud ? first.at : undefined
  })
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
  name: string, pieces: readonly Piece[],
  { total, twins }: { readonly total: number, readonly twins: ReturnType<typeof twinsOf> },
  who: string
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
      const { chosen, changes = [] } = piece
      const into = data.subarray(at, end)
      const twin = twins[k]
      if (twin === undefined) write(column.data, into, first.width, chosen)
      else data.copyWithin(at, first.width * twin, first.width * twin + into.length)
      if (name === 'normal' && (into instanceof Float32Array || into instanceof Float64Array))
        for (const change of changes) change.normals?.(into)
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
