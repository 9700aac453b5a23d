import { readFile } from 'node:fs/promises'
import type { Cloud, Column } from '../../../domains/pointcloud/cloud.js'
import { readLabel } from '../../../domains/pointcloud/formats/index.js'
import { fail } from '../../../core/errors.js'
import { decodeNpy } from '../../../core/npy/decode.js'
import { npzOf } from '../formats/npz/read.js'
import type { ReadFile } from './read-points.js'

/** An instance of panoptic nuScenes is its category times this, and a number. */
export const PANOPTIC = 1000

/**
 * Labels of points from a file beside theirs, by its name: `.label` of SemanticKITTI (class and
 * instance), `.npy` (classes), `.npz` of panoptic nuScenes, `.bin` with a byte a point (nuScenes'
 * lidarseg) or 64 bits (mmdetection3d).
 *
 * @param read - gives the bytes of a file
 * @throws FORMAT for another number of labels than of points; INPUT for another name
 */
export async function readLabels (
  file: string, points: number, read: ReadFile = readFile
): Promise<Cloud['columns']> {
  const checked = (found: number): void => {
    if (found !== points)
      throw fail('FORMAT', file, `must have a label for each of ${points} points, got ${found}`)
  }
  if (file.endsWith('.label')) {
    const { segment, instance } = readLabel(await read(file), points, file)
    return { segment: { data: segment, width: 1 }, instance: { data: instance, width: 1 } }
  }
  if (file.endsWith('.npy') || file.endsWith('.npz')) {
    const panoptic = file.endsWith('.npz')
    const { data } = panoptic
      ? await archived(file, await read(file))
      : decodeNpy(file, await read(file))
    checked(data.length)
    return { [panoptic ? 'panoptic' : 'segment']: { data, width: 1 } }
  }
  if (!file.endsWith('.bin')) {
    throw fail('INPUT', 'readCloud', 'labels', 'must end in .label, .npy, .npz or .bin', file)
  }
  const bytes = await read(file)
  if (bytes.length !== points && bytes.length !== 8 * points) {
    throw fail('FORMAT', file, `must have 1 or 8 bytes for each of ${points} points, got ${
      bytes.length} in all`)
  }
  const raw = Uint8Array.from(bytes)
  const data = raw.length === points ? raw : new BigInt64Array(raw.buffer)
  return { segment: { data, width: 1 } }
}

async function archived (file: string, bytes: Uint8Array): Promise<Pick<Column, 'data'>> {
  const arrays = await npzOf(bytes, file)
  if (!('data' in arrays)) {
    throw fail('FORMAT', file, `must hold an array "data", got ${
      Object.keys(arrays).join(', ') || 'none'}`)
  }
  return { data: arrays.data.data }
}
