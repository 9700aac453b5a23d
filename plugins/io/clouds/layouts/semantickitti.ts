import path from 'node:path'
import { writeLabel } from '../../../../domains/pointcloud/formats/index.js'
import { semanticKitti } from '../classes/semantickitti.js'
import { readCloud } from '../read-cloud.js'
import { writeCloud } from '../write-cloud.js'
import type { Layout } from './types.js'
import { placeFor, writeBelow } from './write-file.js'

const scan = /^(.*?)(\d+)\/velodyne\/([^/]+)\.bin$/

/**
 * SemanticKITTI and KITTI odometry: `sequences/00/velodyne/000000.bin`, and its labels in
 * `sequences/00/labels/000000.label`. Sequence 08 is for validation, those from 11 on for tests.
 */
export const semanticKittiLayout: Layout = {
  name: 'semantickitti',
  classes: semanticKitti,
  unlabelled: { segment: semanticKitti.ignore, instance: 0 },
  scans: async ({ files }) => {
    const known = new Set(files)
    return await Promise.resolve(files.flatMap(points => {
      const found = scan.exec(points)
      if (found === null) return []
      const [, before, sequence, name] = found
      const labels = `${before}${sequence}/labels/${name}.label`
      const labelled = known.has(labels)
      const number = Number(sequence)
      return [{
        name: points,
        files: { points, ...labelled && { labels } },
        split: number === 8 ? 'valid' : number > 10 ? 'test' : 'train',
        labelled
      }]
    }))
  },
  read: async (root, { files: { points, labels } }, read) =>
    await readCloud(path.join(root, points), {
      missing: 'keep', ...labels !== undefined && { labels: path.join(root, labels) }
    }, read),
  write: async (_, to, { files: { points, labels } }, cloud) => {
    await writeCloud(await placeFor(to, points), cloud)
    if (labels === undefined) return [points]
    const { segment, instance } = cloud.columns
    const bytes = writeLabel(segment.data as Int32Array, instance.data as Int32Array)
    return [points, await writeBelow(to, labels, bytes)]
  },
  beside: ({ files }) => files.filter(file =>
    /(^|\/)(calib|poses|times)\.txt$|\.ya?ml$/.test(file))
}
