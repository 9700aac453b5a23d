import { fail } from '../../../../core/errors.js'
import { binLayouts, binParser, type BinField, type BinOptions } from '../bin.js'
import { lasTables } from '../las/read.js'
import { npyParser } from '../npy.js'
import { readOff } from '../off.js'
import { pcdTables } from '../pcd/read.js'
import { plyTables } from '../ply/read.js'
import type { PointTable } from '../table.js'
import { textParser, type TextOptions } from '../text/read.js'
import type { Likenesses } from '../text/usual.js'
import { driven, type Chunks } from './drive.js'
import { wholly, type Parser } from './tables.js'

/** Formats that are read as their bytes come. `nuscenes` is `bin` with five floats a point. */
export const streamed = ['ply', 'pcd', 'las', 'off', 'npy', 'text', 'bin', 'nuscenes'] as const
export type StreamFormat = typeof streamed[number]

/** How a stream of points is read. */
export interface StreamOptions {
  /** Points of a block; 65,536 by default. */
  readonly block?: number
  /**
   * Bytes of the whole file, if they are known: what a header announces and the file cannot have is
   * refused before the first block, not where the file ends.
   */
  readonly total?: number
  /** As `readBin`, `readText` and `readNpyTable` take them. */
  readonly fields?: BinOptions['fields']
  readonly stride?: number
  readonly invalid?: TextOptions['invalid']
}

const BLOCK = 65_536
/** No block is larger: its columns must be arrays. */
const MOST = 2 ** 26

/**
 * Reads points block by block from the bytes of a file as they come: of a response, a file that a
 * page was given (`file.stream()`), a pipe. Blocks are what the readers of whole files give, cut
 * into pieces: columns by the names in the file, in their own types; all but the last have `block`
 * points. Memory is that of a block and a chunk.
 *
 * By their nature all bytes must come before the first point of OFF, of compressed PCD, and of an
 * NPY matrix in Fortran order. The numbers of a text stay doubles, since only its end tells whether
 * all of them are bytes; columns without names are named after the first block.
 *
 * @param chunks - the bytes, in pieces of any length
 * @param source - names the file in errors
 * @throws FORMAT for what is damaged, cut off or of another format; OPTION; INPUT for chunks that
 * are no bytes. Blocks before it were given.
 */
export function streamPoints (
  chunks: Chunks, format: StreamFormat, options: StreamOptions = {}, source = 'streamPoints'
): AsyncGenerator<PointTable, void, void> {
  const who = 'streamPoints'
  const iterates = typeof chunks === 'object' && chunks !== null &&
    (Symbol.asyncIterator in chunks || Symbol.iterator in chunks)
  if (!iterates) throw fail('INPUT', who, 'chunks', 'must be pieces of bytes to iterate', chunks)
  const { total, block } = Object(options) as StreamOptions
  if (total !== undefined && (!Number.isSafeInteger(total) || total < 0))
    throw fail('OPTION', who, 'total', 'must be a whole number of bytes', total)
  return driven(chunks, source, parserOf(format, Object(options) as StreamOptions, who),
    blockOf(block, who), total)
}

/** @throws OPTION */
export function blockOf (block: number | undefined, who: string): number {
  const points = block ?? BLOCK
  if (Number.isSafeInteger(points) && points > 0 && points <= MOST) return points
  throw fail('OPTION', who, 'block', `must be a whole number of points, 1 to ${MOST}`, block)
}

/** What takes files of a format apart. */
export function parserOf (
  format: StreamFormat, { fields, stride, invalid }: StreamOptions, who: string,
  likeness: Likenesses = {}
): Parser {
  const names = Array.isArray(fields)
    ? Array.from(fields as readonly BinField[], each => typeof each === 'string' ? each : each.name)
    : fields as string[] | undefined
  switch (format) {
    case 'ply': return plyTables
    case 'pcd': return pcdTables
    case 'las': return lasTables
    case 'off': return (incoming, block) =>
      wholly(incoming, block, bytes => readOff(bytes, incoming.source))
    case 'npy': return npyParser(names, who, likeness)
    case 'text': return textParser({
      ...names !== undefined && { fields: names }, ...invalid !== undefined && { invalid }
    }, who, likeness)
    case 'bin':
    case 'nuscenes': return binParser({
      fields: fields ?? binLayouts[format === 'bin' ? 'kitti' : 'nuscenes'],
      ...stride !== undefined && { stride }
    }, who)
  }
  throw fail('OPTION', who, 'format', `must be one of ${streamed.join(', ')}`, format)
}
