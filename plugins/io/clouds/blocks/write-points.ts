import { open, rename, rm } from 'node:fs/promises'
import { fail } from '../../../../core/errors.js'
import { binLayouts } from '../../../../domains/pointcloud/formats/index.js'
import type { BinField, PlyEncoding, PointTable } from
  '../../../../domains/pointcloud/formats/index.js'
import { binWriting } from '../../../../domains/pointcloud/formats/bin.js'
import { npyWriting } from '../../../../domains/pointcloud/formats/npy.js'
import { pcdWriting } from '../../../../domains/pointcloud/formats/pcd/write.js'
import { plyWriting } from '../../../../domains/pointcloud/formats/ply/write.js'
import type { Writing } from '../../../../domains/pointcloud/formats/stream/writing.js'
import { textWriting } from '../../../../domains/pointcloud/formats/text/write.js'
import { knownOptions } from '../../formats/limits.js'
import { requireFormat, type CloudFormat } from '../formats.js'

/** How points are written block by block. */
export interface PointWriteOptions {
  /** By the name of the file if absent. */
  readonly format?: CloudFormat
  /** Of PLY (little-endian by default) and PCD (binary by default). */
  readonly encoding?: PlyEncoding | 'binary'
  /** What a point of a raw file holds; KITTI's or, for `.pcd.bin`, nuScenes' by default. */
  readonly fields?: readonly BinField[]
  /** All points, where they are known: the header then has no spaces behind their number. */
  readonly size?: number
}

/**
 * Writes points that come block by block: PLY, PCD, NPY (records), text and raw floats. The first
 * block tells the columns and their types; where nobody knows how many points there will be, their
 * number is put into the header at the end. A file is there whole or not at all.
 *
 * @returns how many points were written
 * @throws INPUT for a format that is not written so (LAS, LAZ, OFF; NPZ has a file for every
 * column), for no block, for blocks with other columns than the first, and for another number of
 * points than `size`; OPTION. What the blocks throw.
 */
export async function writePoints (
  file: string, blocks: AsyncIterable<PointTable> | Iterable<PointTable>,
  options: PointWriteOptions = {}
): Promise<number> {
  const who = 'writePoints'
  knownOptions(who, options, ['format', 'encoding', 'fields', 'size'])
  const { size } = options
  const format = requireFormat(who, file, options.format)
  if (size !== undefined && (!Number.isSafeInteger(size) || size < 0))
    throw fail('OPTION', who, 'size', 'must be a whole number of points', size)
  if (typeof blocks !== 'object' || blocks === null ||
    !(Symbol.asyncIterator in blocks || Symbol.iterator in blocks))
    throw fail('INPUT', who, 'blocks', 'must be blocks of points to iterate', blocks)
  const partial = `${file}.${process.pid}.partial`
  const handle = await open(partial, 'w').catch((error: unknown) => {
    // The name that was asked for, not that of the neighbour
    throw Object.assign(error as Error, { path: file })
  })
  try {
    let writing: Writing | undefined
    let points = 0
    for await (const table of blocks) {
      if (writing === undefined) {
        writing = pointWriting(who, file, table, format, options)
        await handle.writeFile(writing.head(size ?? 0, size === undefined))
      }
      await handle.writeFile(writing.body(table))
      points += table.size
    }
    if (writing === undefined) {
      throw fail('INPUT', who, 'blocks', 'must be one block at least, of no points perhaps',
        blocks)
    }
    if (size === undefined) {
      const head = writing.head(points, true)
      await handle.write(head, 0, head.length, 0)
    } else if (points !== size)
      throw fail('INPUT', who, 'blocks', `must have the ${size} points that are said`, points)
    await handle.close()
    await rename(partial, file)
    return points
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(partial, { force: true })
    throw error
  }
}

/** Whether a format is written block by block. */
export function isWrittenInBlocks (format: CloudFormat | undefined): boolean {
  return format !== undefined && ['ply', 'pcd', 'npy', 'text', 'bin', 'nuscenes'].includes(format)
}

/** How a format writes tables such as the first. */
export function pointWriting (
  who: string, file: string, first: PointTable, format: CloudFormat,
  { encoding, fields }: PointWriteOptions
): Writing {
  switch (format) {
    case 'ply':
      return plyWriting(first, (encoding === 'binary' ? undefined : encoding) ??
        'binary_little_endian', who)
    case 'pcd': return pcdWriting(first, (encoding as 'ascii' | undefined) ?? 'binary', who)
    case 'npy': return npyWriting(first, who)
    case 'text': return textWriting(first, /\.csv$/i.test(file)
      ? { separator: ',', header: true }
      : { header: 'unusual' }, who)
    case 'bin':
    case 'nuscenes': return binWriting({
      fields: fields ?? binLayouts[format === 'bin' ? 'kitti' : 'nuscenes'] }, who)
    case 'npz':
      throw fail('INPUT', who, 'path',
        'must be PLY, PCD, NPY, text or raw floats: NPZ is written as a whole', file)
    default:
      throw fail('INPUT', who, 'path', 'must be PLY, PCD, NPY, NPZ, text or raw floats: ' +
        `${format.toUpperCase()} is read only`, file)
  }
}
