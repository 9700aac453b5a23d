import { readFile } from 'node:fs/promises'
import { fail } from '../../../core/errors.js'
import {
  binLayouts, readBin, readLas, readLaz, readNpyTable, readOff, readPcd, readPly, readText
} from '../../../domains/pointcloud/formats/index.js'
import type { BinField, LazPerf, PointTable } from '../../../domains/pointcloud/formats/index.js'
import { peer } from '../../peer.js'
import { knownOptions } from '../formats/limits.js'
import { archivedPoints } from './npz.js'
import { requireFormat, type CloudFormat } from './formats.js'

export interface PointOptions {
  /** By the name of the file if absent. */
  readonly format?: CloudFormat
  /**
   * What the numbers of a raw file, of the lines of a text or of the columns of a matrix are. Raw
   * files have KITTI's `x y z intensity` by default, or the name of a layout: `waymo`, `rooms`.
   */
  readonly fields?: readonly BinField[] | keyof typeof binLayouts
  /** Bytes of a point of a raw file, if it holds more than its fields. */
  readonly stride?: number
  /** What is done about lines of a text that are no numbers; `error` by default. */
  readonly invalid?: 'error' | 'skip'
  /** What is done about columns of LAZ that would be unpacked wrongly; `error` by default. */
  readonly undecodable?: 'error' | 'drop'
}

/** Gives the bytes of a file. */
export type ReadFile = (file: string) => Promise<Uint8Array>

export const pointOptions = ['format', 'fields', 'stride', 'invalid', 'undecodable'] as const

/**
 * Reads a file of points as it is: columns by the names in the file, each in its own type.
 *
 * @param read - gives its bytes, for those who see them too; as they are on disk by default
 * @throws INPUT for a name that tells no format; FORMAT for what is damaged or of another format;
 * MISSING_PEER for LAZ without laz-perf, and NPZ without yauzl
 */
export async function readPoints (
  file: string, options: PointOptions = {}, read: ReadFile = readFile
): Promise<PointTable> {
  const who = 'readPoints'
  knownOptions(who, options, pointOptions)
  if (typeof file !== 'string') throw fail('INPUT', who, 'path', 'must be the path of a file', file)
  const format = requireFormat(who, file, options.format)
  return pointsOf(await read(file), format, options, file)
}

/** The points in the bytes of a file. */
async function pointsOf (
  bytes: Uint8Array, format: CloudFormat, options: PointOptions, file: string
): Promise<PointTable> {
  const { fields, stride, invalid, undecodable } = options
  const list = typeof fields === 'string' ? binLayouts[fields] : fields
  const names = list?.map(field => typeof field === 'string' ? field : field.name)
  switch (format) {
    case 'ply': return readPly(bytes, file)
    case 'pcd': return readPcd(bytes, file)
    case 'las': return readLas(bytes, file)
    case 'laz': return readLaz(bytes, await lazPerf(), file, undecodable)
    case 'off': return readOff(bytes, file)
    case 'npy': return readNpyTable(bytes, names, file)
    case 'npz': return archivedPoints(bytes, file)
    case 'text': return readText(bytes, {
      ...names !== undefined && { fields: names }, ...invalid !== undefined && { invalid }
    }, file)
    case 'nuscenes':
    case 'bin': return readBin(bytes, {
      fields: list ?? binLayouts[format === 'bin' ? 'kitti' : 'nuscenes'],
      ...stride !== undefined && { stride }
    }, file)
  }
}

async function lazPerf (): Promise<LazPerf> {
  const found: unknown = await peer('readLaz', 'laz-perf', () => import('laz-perf'))
  const { createLazPerf } = found as { readonly createLazPerf: () => Promise<LazPerf> }
  return await createLazPerf()
}
