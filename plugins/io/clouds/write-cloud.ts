import { fail } from '../../../core/errors.js'
import type { Cloud, Column } from '../../../domains/pointcloud/cloud.js'
import { binLayouts, namings, tableOf, writeLabel } from
  '../../../domains/pointcloud/formats/index.js'
import type { BinField, PlyEncoding, PointTable } from
  '../../../domains/pointcloud/formats/index.js'
import { knownOptions } from '../formats/limits.js'
import { writeNpz } from '../formats/index.js'
import { writeWhole } from '../formats/whole-file.js'
import { pointWriting } from './blocks/write-points.js'
import { requireFormat, type CloudFormat } from './formats.js'

export interface CloudWriteOptions {
  /** By the name of the file if absent. */
  readonly format?: CloudFormat
  /** Of PLY (little-endian by default) and PCD (binary by default). */
  readonly encoding?: PlyEncoding | 'binary'
  /** What a point of a raw file holds; KITTI's or, for `.pcd.bin`, nuScenes' by default. */
  readonly fields?: readonly BinField[]
  /** A file of SemanticKITTI's labels that is written too, of `segment` and `instance`. */
  readonly labels?: string
}

/**
 * Writes a cloud: PLY, PCD, NPY (records), NPZ, text (XYZ, TXT, CSV, PTS) or raw floats. Every
 * column keeps its type and every number its value; coordinates with an origin are written as
 * doubles. A file is there whole or not at all.
 *
 * @throws INPUT for a format that is not written (LAS, LAZ, OFF), for columns that a raw file needs
 * and the cloud lacks, and for numbers that do not fit; OPTION, MISSING_PEER for NPZ without yazl
 */
export async function writeCloud (
  file: string, cloud: Cloud, options: CloudWriteOptions = {}
): Promise<void> {
  const who = 'writeCloud'
  knownOptions(who, options, ['format', 'encoding', 'fields', 'labels'])
  const format = requireFormat(who, file, options.format)
  const { segment, instance } = cloud.columns as Partial<Record<string, Column>>
  if (options.labels !== undefined && segment === undefined)
    throw fail('INPUT', who, 'cloud', 'must have the column "segment" to write labels', cloud)
  if (format === 'npz') await writeNpz(file, arraysOf(cloud))
  else {
    const table = writtenTable(cloud, format, options)
    const writing = pointWriting(who, file, table, format, options)
    await writeWhole(file, [writing.head(table.size), writing.body(table)])
  }
  if (options.labels !== undefined && segment !== undefined) {
    const numbers = (column: Column): number[] => Array.from(column.data, Number)
    await writeWhole(options.labels,
      [writeLabel(numbers(segment), instance && numbers(instance))])
  }
}

/** What a file of a format has of a cloud, or of a block of one. */
export function writtenTable (
  cloud: Cloud, format: CloudFormat, { fields }: Pick<CloudWriteOptions, 'fields'>
): PointTable {
  if (format === 'ply' || format === 'pcd') return tableOf(cloud, namings[format])
  const table = tableOf(cloud, namings.text)
  return format === 'bin' || format === 'nuscenes'
    ? asFloats(table, fields ?? binLayouts[format === 'bin' ? 'kitti' : 'nuscenes'])
    : table
}

function arraysOf ({ coordinates, origin, columns }: Cloud) {
  const size = coordinates.length / 3
  const coord = origin === undefined
    ? coordinates
    : Float64Array.from(coordinates, (value, k) => value + origin[k % 3])
  return {
    coord: { data: coord, shape: [size, 3] },
    ...Object.fromEntries(Object.entries(columns).map(([name, { data, width }]) =>
      [name, { data, shape: width === 1 ? [size] : [size, width] }]))
  }
}

/** Numbers of other types in floats, where a raw file has floats and every one fits. */
function asFloats (table: PointTable, fields: readonly BinField[]): PointTable {
  const single = fields.filter(field => typeof field === 'string' || field.type === 'float32')
    .map(field => typeof field === 'string' ? field : field.name)
  const columns = Object.entries(table.columns).map(([name, column]): [string, Column] => {
    if (!single.includes(name) || column.data instanceof Float32Array) return [name, column]
    const data = Float32Array.from(column.data as ArrayLike<number>, Number)
    // Coordinates may be rounded: that is what such files do; anything else is a mistake.
    const lost = data.findIndex((value, k) =>
      value !== Number(column.data[k]) && !Number.isNaN(value))
    if (lost >= 0 && !['x', 'y', 'z'].includes(name)) {
      throw fail('INPUT', 'writeCloud', name, 'must hold numbers that fit into floats of 32 bits',
        column.data[lost])
    }
    return [name, { data, width: column.width }]
  })
  return { size: table.size, columns: Object.fromEntries(columns) }
}
