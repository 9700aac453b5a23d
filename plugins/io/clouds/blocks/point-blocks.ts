import { readFile } from 'node:fs/promises'
import { fail } from '../../../../core/errors.js'
import { binLayouts } from '../../../../domains/pointcloud/formats/index.js'
import type { PointTable, StreamFormat } from '../../../../domains/pointcloud/formats/index.js'
import { driven } from '../../../../domains/pointcloud/formats/stream/drive.js'
import { blockOf, parserOf, streamed } from
  '../../../../domains/pointcloud/formats/stream/stream.js'
import { slices } from '../../../../domains/pointcloud/formats/stream/tables.js'
import type { Likeness, Likenesses } from '../../../../domains/pointcloud/formats/text/usual.js'
import { knownOptions } from '../../formats/limits.js'
import { requireFormat, type CloudFormat } from '../formats.js'
import { pointOptions, readPoints, type PointOptions } from '../read-points.js'
import { isRereadable, opened, type BlockSource } from './source.js'

/** How points are read block by block. */
export interface BlockOptions extends PointOptions {
  /** Points of a block; 65,536 by default. */
  readonly block?: number
  /** Names the file in errors, where the source is no path. */
  readonly name?: string
}

export const blockOptions = [...pointOptions, 'block', 'name'] as const

/**
 * Reads points block by block, however many there are: what `readPoints` gives, cut into pieces,
 * with the memory of one. All blocks but the last have `block` points; there is one at least.
 *
 * A text, and an NPY matrix without names, are read twice, since only their end tells what columns
 * are; of a stream or a pipe they are named and typed after its first block, and numbers of a text
 * stay doubles. By their nature OFF, LAZ, NPZ, compressed PCD and NPY in Fortran order are held
 * whole.
 *
 * @param source - a path, a file handle, or bytes as they come, whose `format` must be given
 * @throws INPUT for a name that tells no format; FORMAT for what is damaged, cut off or of another
 * format, after the blocks before it; OPTION; MISSING_PEER
 */
export async function * pointBlocks (
  source: BlockSource, options: BlockOptions = {}
): AsyncGenerator<PointTable, void, void> {
  const who = 'pointBlocks'
  knownOptions(who, options, blockOptions)
  const file = typeof source === 'string' ? source : options.name ?? who
  const format = requireFormat(who, file, options.format)
  if (!isStreamed(format)) {
    yield * slices(await heldWhole(source, format, options, file), blockOf(options.block, who))
    return
  }
  const likeness = await isRereadable(source) && await needsLooking(source, format, options, file)
    ? { known: await likenessOf(source, format, options, file) }
    : {}
  yield * read(source, format, options, file, likeness)
}

/** The blocks of a format that is read as it comes. */
export async function * read (
  source: BlockSource, format: StreamFormat, options: BlockOptions, file: string,
  likeness: Likenesses
): AsyncGenerator<PointTable, void, void> {
  const { fields, stride, invalid, block } = options
  const parse = parserOf(format, {
    ...fields !== undefined && { fields: typeof fields === 'string' ? binLayouts[fields] : fields },
    ...stride !== undefined && { stride }, ...invalid !== undefined && { invalid }
  }, 'pointBlocks', likeness)
  const points = blockOf(block, 'pointBlocks')
  const { chunks, total } = await opened(source, 'pointBlocks')
  yield * driven(chunks, file, parse, points, total)
}

export function isStreamed (format: CloudFormat): format is StreamFormat {
  return (streamed as readonly string[]).includes(format)
}

/** Whether types or names of columns are told by all of their numbers. */
async function needsLooking (
  source: BlockSource, format: StreamFormat, options: BlockOptions, file: string
): Promise<boolean> {
  if (format !== 'npy') return format === 'text'
  if (options.fields !== undefined) return false
  for await (const { columns } of read(source, format, { ...options, block: 1 }, file, {}))
    return Object.keys(columns).length === 6
  return false
}

async function likenessOf (
  source: BlockSource, format: StreamFormat, options: BlockOptions, file: string
): Promise<readonly Likeness[]> {
  const gather: Likeness[] = []
  const blocks = read(source, format, options, file, { gather })
  while ((await blocks.next()).done !== true);
  return gather
}

/** What is not read as it comes. */
export async function heldWhole (
  source: BlockSource, format: CloudFormat, options: BlockOptions, file: string
): Promise<PointTable> {
  const { block: _block, name: _name, ...rest } = options
  return await readPoints(file, { ...rest, format }, async () => {
    if (typeof source === 'string') return await readFile(source)
    const { chunks } = await opened(source, 'pointBlocks')
    const copies: Uint8Array[] = []
    for await (const chunk of chunks) {
      if (!((chunk as unknown) instanceof Uint8Array))
        throw fail('INPUT', file, 'source', 'must give bytes', chunk)
      copies.push(new Uint8Array(chunk))
    }
    return Buffer.concat(copies)
  })
}
