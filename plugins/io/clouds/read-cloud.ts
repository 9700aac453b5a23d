import { readFile } from 'node:fs/promises'
import { fail } from '../../../core/errors.js'
import type { Cloud } from '../../../domains/pointcloud/cloud.js'
import { dropNonFinite } from '../../../domains/pointcloud/points.js'
import { cloudOf } from '../../../domains/pointcloud/formats/index.js'
import type { Origin } from '../../../domains/pointcloud/formats/index.js'
import { knownOptions } from '../formats/limits.js'
import { readLabels } from './labels.js'
import { pointOptions, readPoints, type PointOptions, type ReadFile } from './read-points.js'

export interface CloudOptions extends PointOptions {
  /** A file of labels beside that of the points: `.label`, `.npy`, `.npz` or `.bin`. */
  readonly labels?: string
  /** A further file of numbers, of instances, as mmdetection3d has it: `.bin` or `.npy`. */
  readonly instances?: string
  /**
   * What is subtracted from coordinates, in doubles, before they become floats. `auto`, the
   * default: the middle of the cloud where coordinates are too large for floats, nothing else.
   */
  readonly origin?: Origin
  /** What is done about points with NaN for a place; `drop` by default. */
  readonly missing?: 'drop' | 'keep'
}

/** A cloud of a file, and which of its points were kept, if some were dropped. */
export interface FileCloud extends Cloud {
  readonly rows?: Int32Array
}

/**
 * Reads a cloud: PLY, PCD, LAS, LAZ, OFF, NPY, NPZ, text (XYZ, TXT, CSV, PTS), and raw floats of
 * KITTI (`.bin`), nuScenes (`.pcd.bin`) and others. Every column keeps its type; `color`, `normal`,
 * `intensity`, `segment` and `instance` have these names whatever the file calls them.
 *
 * @param read - gives the bytes of a file, for those who see them too; by default as on disk
 * @throws OPTION, INPUT for a name that tells no format; FORMAT for what is damaged, of another
 * format or length, before memory is taken for it; MISSING_PEER for LAZ without laz-perf, and NPZ
 * without yauzl
 */
export async function readCloud (
  file: string, options: CloudOptions = {}, read: ReadFile = readFile
): Promise<FileCloud> {
  const who = 'readCloud'
  knownOptions(who, options, [...pointOptions, 'labels', 'instances', 'origin', 'missing'])
  const { labels, instances, origin, missing = 'drop', ...rest } = options
  if (missing !== 'drop' && missing !== 'keep')
    throw fail('OPTION', who, 'missing', 'must be "drop" or "keep"', missing)
  const table = await readPoints(file, rest, read)
  const cloud = cloudOf(table, origin, file)
  const columns = labels === undefined ? {} : await readLabels(labels, table.size, read)
  const numbers = instances === undefined ? {} : await readLabels(instances, table.size, read)
  const whole: Cloud = {
    ...cloud,
    columns: {
      ...cloud.columns, ...columns, ...'segment' in numbers && { instance: numbers.segment }
    }
  }
  if (missing === 'keep') return whole
  const { cloud: kept, kept: rows } = dropNonFinite(whole)
  return kept === whole ? whole : { ...kept, rows }
}
