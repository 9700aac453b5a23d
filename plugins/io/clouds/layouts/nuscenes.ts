import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fail } from '../../../../core/errors.js'
import type { ColumnData } from '../../../../domains/pointcloud/cloud.js'
import { nuScenes } from '../classes/nuscenes.js'
import { readLabels } from '../labels.js'
import { readCloud } from '../read-cloud.js'
import { writeCloud } from '../write-cloud.js'
import { writeNpz } from '../../formats/index.js'
import type { Layout, Listing, Scan } from './types.js'
import { placeFor, writeBelow } from './write-file.js'

const points = /^(.*\/)?(samples|sweeps)\/LIDAR_TOP\/[^/]+\.bin$/
/** A file beyond this is read line by line: no text can be that long. */
const WHOLE = 2 ** 28

/**
 * nuScenes: scans in `samples/LIDAR_TOP`, labels in `lidarseg` (a byte a point) and `panoptic`,
 * which the tables of a version (`v1.0-mini/lidarseg.json` …) assign to them.
 */
export const nuScenesLayout: Layout = {
  name: 'nuscenes',
  classes: nuScenes,
  unlabelled: { segment: nuScenes.ignore, panoptic: 0 },
  scans: async listing => {
    const [labels, panoptic] = await Promise.all(['lidarseg', 'panoptic'].map(async kind =>
      await assigned(listing, kind)))
    return listing.files.filter(file => points.test(file)).map((file): Scan => {
      const base = path.posix.basename(file)
      const own = { labels: labels.get(base), panoptic: panoptic.get(base) }
      const held = Object.entries(own).filter(([, each]) => each !== undefined)
      return {
        name: file,
        files: { points: file, ...Object.fromEntries(held) as Record<string, string> },
        split: 'train',
        labelled: held.length > 0
      }
    })
  },
  read: async (root, { files }, read) => {
    const labels = files.labels as string | undefined
    const panoptic = files.panoptic as string | undefined
    const cloud = await readCloud(path.join(root, files.points), {
      format: 'nuscenes', missing: 'keep',
      ...labels !== undefined && { labels: path.join(root, labels) }
    }, read)
    if (panoptic === undefined) return cloud
    const more = await readLabels(path.join(root, panoptic),
      cloud.coordinates.length / 3, read)
    return { ...cloud, columns: { ...cloud.columns, ...more } }
  },
  write: async (_, to, { files }, cloud) => {
    await writeCloud(await placeFor(to, files.points), cloud, { format: 'nuscenes' })
    const written = [files.points]
    if ('labels' in files)
      written.push(await writeBelow(to, files.labels, bytesOf(cloud.columns.segment.data)))
    if ('panoptic' in files) {
      const { data } = cloud.columns.panoptic
      await writeNpz(await placeFor(to, files.panoptic), { data: { data } }, { compress: true })
      written.push(files.panoptic)
    }
    return written
  },
  beside: ({ files }) => files.filter(file => /^(.*\/)?v1\.0-[^/]+\/[^/]+\.json$/.test(file))
}

function bytesOf (data: ColumnData): Uint8Array {
  const bytes = Uint8Array.from(data as Uint8Array, Number)
  const wrong = bytes.findIndex((value, k) => value !== Number(data[k]))
  if (wrong < 0) return bytes
  throw fail('INPUT', 'writeCloud', 'segment', 'must hold classes from 0 to 255', data[wrong])
}

/** Files of labels by the names of the files of their points. */
async function assigned ({ root, files }: Listing, kind: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const known = new Set(files)
  for (const table of files.filter(file => file.endsWith(`/${kind}.json`))) {
    const folder = path.posix.dirname(table)
    const before = path.posix.dirname(folder) === '.' ? '' : `${path.posix.dirname(folder)}/`
    const rows = await recordsOf(path.join(root, table))
    const byToken = new Map(rows.flatMap(row => known.has(before + String(row.filename))
      ? [[String(row.sample_data_token), before + String(row.filename)] as const] : []))
    if (byToken.size === 0) continue
    const scans = await recordsOf(path.join(root, folder, 'sample_data.json'))
    for (const { token, filename } of scans) {
      const labels = byToken.get(String(token))
      if (labels !== undefined) found.set(path.posix.basename(String(filename)), labels)
    }
  }
  return found
}

type Row = Readonly<Record<string, unknown>>

/** The rows of a table, `token`, `filename` and `sample_data_token` at least. */
async function recordsOf (file: string): Promise<Row[]> {
  if ((await stat(file)).size < WHOLE) {
    const rows: unknown = JSON.parse(await readFile(file, 'utf8'))
    if (Array.isArray(rows)) return rows as Row[]
    throw fail('FORMAT', file, 'must hold a list of records')
  }
  const rows: Row[] = []
  let row: Record<string, string> = {}
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const found = /^\s*"(token|filename|sample_data_token)": "([^"]*)"/.exec(line)
    if (found !== null) row[found[1]] = found[2]
    if (!/^\s*\},?\s*$/.test(line)) continue
    rows.push(row)
    row = {}
  }
  return rows
}
