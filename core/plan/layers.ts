import type { Box } from './boxes.js'
import { boxes } from './boxes.js'
import type { Layer, Source } from '../contract/index.js'
import { fail } from '../errors.js'

/** The columns of a layer but for what it shows and how it meets what is there. */
export type Columns<Live = never> = Omit<Layer<Live>, 'source' | 'blend'>

// Data first: with one generic signature TypeScript infers `number` for `Live`.
interface MakeOwn {
  (columns?: Columns): Layer
  <Live>(columns: Columns<Live>): Layer<Live>
}
interface MakeLayer {
  (source: Source, columns?: Columns): Layer
  <Live>(source: Source, columns: Columns<Live>): Layer<Live>
}

/** Row i of the batch on output i: how nearly every plan begins. */
export const own = ((columns: Columns<unknown> = {}) => columns) as MakeOwn

/** Shows a source over what is there: `there · (1 - c) + source · c` wherever it is seen. */
export const over = ((source: Source, columns: Columns<unknown> = {}) =>
  ({ source, ...columns })) as MakeLayer

/** Adds a source to what is there: `there + source · c`; c may be signed. */
export const sum: MakeLayer = blended('sum')

/** Joins the members of a source to the set that is there (point clouds). */
export const union: MakeLayer = blended('union')

/** Moves from what is there to a source along the arc between them, by the share c (geodesic). */
export const arc: MakeLayer = blended('arc')

function blended (blend: 'sum' | 'union' | 'arc'): MakeLayer {
  return ((source: Source, columns: Columns<unknown> = {}) =>
    ({ source, ...columns, blend })) as MakeLayer
}

/** One piece of an output whose pieces are its own affair. */
export interface Piece {
  readonly row: number
  readonly pool?: string
  readonly blend?: 'over' | 'sum' | 'union' | 'arc'
  readonly coefficient?: number
  readonly weight?: number
  readonly box?: Box
}

/**
 * Packs lists of pieces written output by output into layers, for methods in which every row goes
 * its own way. Pieces that stand at the same place in their lists and are of one kind become one
 * layer.
 *
 * @param size - how many outputs
 * @param list - the pieces of output i, painted in this order
 * @throws OPTION for what is no list of pieces
 */
export function pieces (size: number, list: (output: number) => readonly Piece[]): Layer[] {
  checkMaking('pieces', size, list, ['size', 'list'])
  const lists = times(size, list)
  lists.forEach(checkPieces)
  const depth = lists.reduce((most, { length }) => Math.max(most, length), 0)
  return times(depth, rank => {
    const here = lists.flatMap((each, output) =>
      rank < each.length ? [{ output, piece: each[rank] }] : []
    )
    return [...groups(here, ({ piece }) => kind(piece)).values()].map(group => pack(group, size))
  }).flat()
}

function checkPieces (list: readonly Piece[], output: number): void {
  const sound = Array.isArray(list) && Array.from<Piece | undefined>(list)
    .every(piece => Number.isSafeInteger((piece as Piece | undefined | null)?.row))
  if (!sound)
    throw fail('OPTION', 'pieces', `list(${output})`, 'must be a list of { row, … }', list)
}

function kind (piece: Piece): string {
  const { pool = 'batch', blend = 'over', coefficient, weight, box } = piece
  const stated = [coefficient !== undefined, weight !== undefined]
  return JSON.stringify([pool, blend, stated, box === undefined ? null : Object.keys(box)])
}

function pack (group: ReadonlyArray<{ output: number, piece: Piece }>, size: number): Layer {
  const { pool, blend, coefficient, weight, box } = group[0].piece
  const each = <T>(pick: (piece: Piece) => T): T[] => group.map(({ piece }) => pick(piece))
  const column = (pick: (piece: Piece) => number | undefined): Float64Array =>
    Float64Array.from(each(piece => pick(piece) ?? 0))
  const shown = Int32Array.from(each(piece => piece.row))
  const outputs = Int32Array.from(group, ({ output }) => output)
  const plain = pool === undefined && isIdentity(outputs, size) && isIdentity(shown, size)
  return {
    ...(plain ? {} : { source: { pool: pool ?? 'batch', rows: shown } }),
    ...(isIdentity(outputs, size) ? {} : { outputs }),
    ...(box === undefined ? {} : { where: boxes(each(piece => piece.box ?? {})) }),
    ...(blend === undefined || blend === 'over' ? {} : { blend }),
    ...(coefficient === undefined ? {} : { coefficient: column(piece => piece.coefficient) }),
    ...(weight === undefined ? {} : { weight: column(piece => piece.weight) })
  }
}

/** Whether a list of row numbers is 0 … size - 1. */
export function isIdentity (list: Int32Array, size: number): boolean {
  return list instanceof Int32Array && list.length === size && list.every((row, i) => row === i)
}

function groups<T> (list: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const item of list) {
    const name = key(item)
    const group = found.get(name)
    if (group === undefined) found.set(name, [item])
    else group.push(item)
  }
  return found
}

/**
 * A list made entry by entry.
 *
 * @throws OPTION for a count that is none, and for something else than a function
 */
export function times<T> (count: number, make: (index: number) => T): T[] {
  checkMaking('times', count, make)
  return Array.from({ length: count }, (_, index) => make(index))
}

/** A column of real numbers made entry by entry. Throws as `times`. */
export function numbers (count: number, make: (index: number) => number): Float64Array {
  checkMaking('numbers', count, make)
  return Float64Array.from({ length: count }, (_, index) => make(index))
}

/** A column of row numbers made entry by entry. Throws as `times`. */
export function rows (count: number, make: (index: number) => number): Int32Array {
  checkMaking('rows', count, make)
  return Int32Array.from({ length: count }, (_, index) => make(index))
}

function checkMaking (
  who: string, count: unknown, make: unknown, names: readonly [string, string] = ['count', 'make']
): void {
  if (!Number.isSafeInteger(count) || (count as number) < 0)
    throw fail('OPTION', who, names[0], 'must be a whole number of at least 0', count)
  if (typeof make !== 'function') throw fail('OPTION', who, names[1], 'must be a function', make)
}
