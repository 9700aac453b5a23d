import { mkdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { fail } from '../../../core/errors.js'
import type { Cloud } from '../../../domains/pointcloud/cloud.js'
import type { PointTable } from '../../../domains/pointcloud/index.js'
import { cloudBlocks, cloudFolder, readCloud, writeCloud, writePoints } from '../../io/index.js'
import type { CloudFolder, CloudOptions, CloudWriteOptions, LayoutName, Scan } from
  '../../io/index.js'
import { isWrittenInBlocks } from '../../io/clouds/blocks/write-points.js'
import { formatOf, requireFormat } from '../../io/clouds/formats.js'
import { writtenTable } from '../../io/clouds/write-cloud.js'
import { exists } from '../exists.js'
import { given } from '../mixing.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'

export interface ConvertFlags {
  readonly to?: string
  readonly labels?: string
  readonly fields?: string
  readonly encoding?: string
  readonly layout?: string
  readonly invalid?: string
  readonly undecodable?: string
  readonly force?: boolean
}

/** One cloud of the blocks of one, which need not be in memory together. */
export type Change = (blocks: AsyncIterable<Cloud> | Iterable<Cloud>) => Promise<Cloud>

/** Writes a file of points, or those of a folder, in another format. */
export async function convert (
  session: Session, source: string, out: string, flags: ConvertFlags,
  who = 'remixture convert', change?: Change
): Outcome {
  const made = (await stat(source)).isDirectory()
    ? await convertFolder(source, out, flags, who, change)
    : [await convertFile(source, out, flags, who, change)]
  const points = made.reduce((sum, each) => sum + each.points, 0)
  const dropped = made.reduce((sum, each) => sum + each.dropped, 0)
  tell(session, { out, files: made }, [
    `${made.length === 1 ? made[0].file : `${made.length} files`}: ${points} points${
      dropped === 0 ? '' : `, without ${dropped} that have no place (NaN, or beyond floats)`}`
  ])
}

interface Made {
  readonly file: string
  readonly points: number
  /** Points that have no place, and were left out. */
  readonly dropped: number
}

async function convertFile (
  source: string, out: string, flags: ConvertFlags, who: string, change?: Change
): Promise<Made> {
  await requireFree(out, flags, who)
  const { labels, fields, invalid, undecodable } = flags
  const options = given({ labels, fields: fields?.split(','), invalid, undecodable })
  return await written(source, options as CloudOptions, out, flags, change)
}

/** Writes a file block by block, where the format of the other can be. */
async function written (
  source: string, options: CloudOptions, out: string, flags: ConvertFlags, change?: Change
): Promise<Made> {
  const format = requireFormat('writeCloud', out)
  if (change === undefined && isWrittenInBlocks(format)) {
    const cloud = await cloudBlocks(source, { ...options, narrow: format === 'ply' })
    const tables = async function * (): AsyncGenerator<PointTable> {
      for await (const block of cloud.blocks()) yield writtenTable(block, format, {})
    }
    const points = await writePoints(out, tables(),
      { ...encodingOf(out, flags), size: cloud.size })
    return { file: out, points, dropped: cloud.points - cloud.size }
  }
  const blocks = await cloudBlocks(source, options)
  const cloud = change === undefined
    ? await readCloud(source, options)
    : await change(blocks.blocks())
  await writeCloud(out, cloud, encodingOf(out, flags))
  return { file: out, points: cloud.coordinates.length / 3, dropped: blocks.points - blocks.size }
}

async function convertFolder (
  source: string, out: string, flags: ConvertFlags, who: string, change?: Change
): Promise<Made[]> {
  const { to } = flags
  if (to === undefined || formatOf(`a.${to}`) === undefined)
    throw fail('OPTION', who, 'to', 'must be the ending of a format: --to ply', to)
  await requireFree(out, flags, who)
  const folder = await cloudFolder(source, given({ layout: flags.layout as LayoutName }))
  const files = folder.scans.map(({ name }) => {
    const bare = formatOf(name) === undefined ? name : name.replace(/(\.pcd)?\.[^./]+$/, '')
    return `${bare}.${to}`
  })
  const twice = files.find((file, k) => files.indexOf(file) !== k)
  if (twice !== undefined) {
    throw fail('OPTION', who, 'source', 'must have scans that differ in more than their endings',
      folder.scans.filter((_, k) => files[k] === twice).map(({ name }) => name).join(', '))
  }
  // All of it is there, or nothing: files take their places once the last is written
  const partial = `${path.resolve(out)}.${process.pid}.partial`
  try {
    const made: Made[] = []
    for (const [k, scan] of folder.scans.entries()) {
      const file = files[k]
      const place = path.join(partial, file)
      await mkdir(path.dirname(place), { recursive: true })
      made.push({ ...await convertScan(folder, scan, place, flags, change), file })
    }
    for (const { file } of made) {
      const place = path.join(out, file)
      await mkdir(path.dirname(place), { recursive: true })
      await rename(path.join(partial, file), place)
    }
    return made.map(each => ({ ...each, file: path.join(out, each.file) }))
  } finally {
    await rm(partial, { recursive: true, force: true })
  }
}

/** A scan in one file, with its labels beside it perhaps, is read block by block. */
async function convertScan (
  folder: CloudFolder, scan: Scan, file: string, flags: ConvertFlags, change?: Change
): Promise<Made> {
  const { points, labels } = scan.files as Partial<Scan['files']>
  const place = (name: string): string => path.join(folder.path, name)
  if (points !== undefined && (folder.layout === 'plain' || folder.layout === 'semantickitti')) {
    return await written(place(points),
      { missing: 'keep', ...labels !== undefined && { labels: place(labels) } }, file, flags,
      change)
  }
  const whole = await folder.read(scan)
  const cloud = change === undefined ? whole : await change([whole])
  await writeCloud(file, cloud, encodingOf(file, flags))
  return { file, points: cloud.coordinates.length / 3, dropped: 0 }
}

async function requireFree (out: string, { force = false }: ConvertFlags, who: string) {
  if (!force && await exists(out))
    throw fail('OPTION', who, 'out', 'must not be there yet, or give --force', out)
}

function encodingOf (
  file: string, { encoding }: ConvertFlags
): Pick<CloudWriteOptions, 'encoding'> {
  const format = formatOf(file)
  return encoding !== undefined && (format === 'ply' || format === 'pcd')
    ? { encoding: encoding as 'ascii' }
    : {}
}
