import { open } from 'node:fs/promises'
import path from 'node:path'
import { formatOf } from '../formats.js'
import { readCloud } from '../read-cloud.js'
import { writeCloud } from '../write-cloud.js'
import type { Layout, Scan } from './types.js'
import { placeFor } from './write-file.js'

const readOnly = ['las', 'laz', 'off']
const about = /(^|\/)(readme|licen[cs]e|notice|changelog)[^/]*$/i

/**
 * Files of points anywhere in a folder, labels of SemanticKITTI under the same name beside them.
 * What is only read (LAS, LAZ, OFF) is written as PLY.
 */
export const plainLayout: Layout = {
  name: 'plain',
  scans: async ({ files }) => {
    const known = new Set(files)
    return await Promise.resolve(files.flatMap((points): Scan[] => {
      if (formatOf(points) === undefined || about.test(points)) return []
      const labels = points.replace(/(\.pcd)?\.[^./]+$/, '.label')
      const labelled = known.has(labels)
      return [{
        name: points, files: { points, ...labelled && { labels } }, split: 'train', labelled: true
      }]
    }))
  },
  read: async (root, { files: { points, labels } }, read) =>
    await readCloud(path.join(root, points), {
      missing: 'keep', ...labels !== undefined && { labels: path.join(root, labels) }
    }, read),
  write: async (from, to, { files: { points, labels } }, cloud) => {
    const format = formatOf(points)
    const file = format !== undefined && readOnly.includes(format)
      ? points.replace(/\.[^./]+$/, '.ply')
      : points
    const encoding = format === 'ply' || format === 'pcd'
      ? await encodingOf(path.join(from, points))
      : undefined
    await writeCloud(await placeFor(to, file), cloud, {
      ...encoding !== undefined && { encoding },
      ...labels !== undefined && { labels: await placeFor(to, labels) }
    })
    return labels === undefined ? [file] : [file, labels]
  },
  beside: () => []
}

/** How a file of PLY or PCD is written, by its first lines; a compressed one becomes binary. */
async function encodingOf (
  file: string
): Promise<'ascii' | 'binary' | 'binary_big_endian' | undefined> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0)
    const head = buffer.toString('latin1', 0, bytesRead)
    const said = /^(?:format|DATA) (ascii|binary_big_endian)/m.exec(head)?.[1]
    return said as 'ascii' | 'binary_big_endian' | undefined
  } finally {
    await handle.close()
  }
}
