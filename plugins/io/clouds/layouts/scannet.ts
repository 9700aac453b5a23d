import path from 'node:path'
import { fail } from '../../../../core/errors.js'
import type { Cloud, Column } from '../../../../domains/pointcloud/cloud.js'
import { namings, tableOf, writePly } from '../../../../domains/pointcloud/formats/index.js'
import { scanNet } from '../classes/scannet.js'
import { readCloud } from '../read-cloud.js'
import { readPoints } from '../read-points.js'
import type { ReadFile } from '../read-points.js'
import type { Layout, Scan } from './types.js'
import { writeBelow } from './write-file.js'

const mesh = /^(.*?)([^/]+)_vh_clean_2\.ply$/

/**
 * ScanNet: `scans/scene0000_00/scene0000_00_vh_clean_2.ply`, its classes in `….labels.ply`, and its
 * instances in the segments of `….segs.json` that `….aggregation.json` puts together. Written are
 * points without faces, and a segment for every instance.
 */
export const scanNetLayout: Layout = {
  name: 'scannet',
  classes: scanNet,
  unlabelled: { segment: scanNet.ignore },
  scans: async ({ files }) => {
    const known = new Set(files)
    return await Promise.resolve(files.flatMap((points): Scan[] => {
      const found = mesh.exec(points)
      if (found === null) return []
      const [, folder, scene] = found
      const first = (...names: string[]): string | undefined =>
        names.map(name => folder + scene + name).find(name => known.has(name))
      const labels = first('_vh_clean_2.labels.ply')
      const segments = first('_vh_clean_2.0.010000.segs.json')
      const groups = first('.aggregation.json', '_vh_clean.aggregation.json')
      return [{
        name: points,
        files: {
          points,
          ...labels !== undefined && { labels },
          ...segments !== undefined && groups !== undefined && { segments, groups }
        },
        split: points.includes('scans_test/') ? 'test' : 'train',
        labelled: labels !== undefined
      }]
    }))
  },
  read: async (root, { files }, read) => {
    const cloud = await readCloud(path.join(root, files.points), { missing: 'keep' }, read)
    const size = cloud.coordinates.length / 3
    const columns: Record<string, Column> = { ...cloud.columns }
    if ('labels' in files)
      columns.segment = await classesOf(path.join(root, files.labels), size, read)
    if ('segments' in files) columns.instance = await instancesOf(root, files, size, read)
    return { ...cloud, columns }
  },
  write: async (_, to, { files }, cloud) => {
    const { segment, instance, ...rest } = cloud.columns as Partial<Cloud['columns']>
    const plain = { ...cloud, columns: rest as Cloud['columns'] }
    const written = [await writeBelow(to, files.points, writePly(tableOf(plain, namings.ply)))]
    if ('labels' in files && segment !== undefined) {
      const { color, alpha } = rest
      const columns = { ...color && { color }, ...alpha && { alpha }, segment }
      written.push(await writeBelow(to, files.labels,
        writePly(tableOf({ ...cloud, columns }, namings.ply))))
    }
    if (!('segments' in files) || instance === undefined) return written
    const { segments, groups } = joined(path.posix.basename(files.segments), instance, segment)
    return [...written, await writeBelow(to, files.segments, segments),
      await writeBelow(to, files.groups, groups)]
  },
  beside: ({ files }) => files.filter(file => /^[^/]+\.(tsv|txt)$/.test(file))
}

async function classesOf (file: string, points: number, read: ReadFile): Promise<Column> {
  const { columns, size } = await readPoints(file, {}, read)
  if (size === points && 'label' in columns) return columns.label
  throw fail('FORMAT', file, `must have a "label" for each of ${points} points, got ${
    size} points with ${Object.keys(columns).join(', ')}`)
}

/** The number of the object that every point is of, -1 for none. */
async function instancesOf (
  root: string, files: Scan['files'], points: number, read: ReadFile
): Promise<Column> {
  const [segments, groups] = await Promise.all([files.segments, files.groups].map(async name =>
    await jsonIn(path.join(root, name), read)))
  const indices = segments.segIndices as readonly number[] | undefined
  if (!Array.isArray(indices) || indices.length !== points) {
    throw fail('FORMAT', path.join(root, files.segments),
      `must have "segIndices" for each of ${points} points, got ${indices?.length ?? 'none'}`)
  }
  const list = groups.segGroups as ReadonlyArray<Readonly<Record<string, unknown>>> | undefined
  if (!Array.isArray(list))
    throw fail('FORMAT', path.join(root, files.groups), 'must have "segGroups", got none')
  const objects = new Map(list.flatMap(({ objectId, id, segments: own }) =>
    (own as number[]).map(each => [each, Number(objectId ?? id)] as const)))
  const numbers = indices as readonly number[]
  return { data: Int32Array.from(numbers, each => objects.get(each) ?? -1), width: 1 }
}

async function jsonIn (file: string, read: ReadFile): Promise<Record<string, unknown>> {
  const text = new TextDecoder().decode(await read(file))
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>
  } catch (error) {
    throw fail('FORMAT', file, `must be JSON (${String(error)})`)
  }
}

/** The class of a point by its name. */
function nameOf (classes: Column | undefined, point: number): string {
  const id: number | bigint | undefined = classes?.data[point]
  return (scanNet.names as Readonly<Record<number, string | undefined>>)[Number(id)] ??
    'unannotated'
}

/** The two files that tell instances: points without one have a segment that no group has. */
function joined (
  segmentsFile: string, { data }: Column, classes: Column | undefined
): { readonly segments: string, readonly groups: string } {
  const sceneId = segmentsFile.replace(/_vh_clean.*$/, '')
  const ids = [...new Set(Array.from<unknown, number>(data, Number))].filter(id => id >= 0)
    .sort((a, b) => a - b)
  const none = (ids.at(-1) ?? -1) + 1
  const named = new Map(Array.from<unknown, readonly [number, string]>(data, (id, point) =>
    [Number(id), nameOf(classes, point)]))
  const segGroups = ids.map(id =>
    ({ id, objectId: id, segments: [id], label: named.get(id) ?? 'unannotated' }))
  const segIndices = Array.from<unknown, number>(data, id => Number(id) < 0 ? none : Number(id))
  return {
    segments: `${JSON.stringify({ params: {}, sceneId: `scannet.${sceneId}`, segIndices })}\n`,
    groups: `${JSON.stringify({ sceneId: `scannet.${sceneId}`, segGroups,
      segmentsFile: `scannet.${segmentsFile}` })}\n`
  }
}
