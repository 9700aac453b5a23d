import { mkdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { fail } from '../../../core/errors.js'
import type { Cloud } from '../../../domains/pointcloud/cloud.js'
import { cloudFolder, readCloud, writeCloud } from '../../io/index.js'
import type { CloudOptions, CloudWriteOptions, LayoutName } from '../../io/index.js'
import { formatOf } from '../../io/clouds/formats.js'
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

/** What is done to every cloud on the way. */
export type Change = (cloud: Cloud) => Cloud

/** Writes a file of points, or those of a folder, in another format. */
export async function convert (
  session: Session, source: string, out: string, flags: ConvertFlags,
  who = 'remixture convert', change: Change = cloud => cloud
): Outcome {
  const made = (await stat(source)).isDirectory()
    ? await convertFolder(source, out, flags, who, change)
    : [await convertFile(source, out, flags, who, change)]
  const points = made.reduce((sum, each) => sum + each.points, 0)
  tell(session, { out, files: made },
    [`${made.length === 1 ? made[0].file : `${made.length} files`}: ${points} points`])
}

interface Made { readonly file: string, readonly points: number }

async function convertFile (
  source: string, out: string, flags: ConvertFlags, who: string, change: Change
): Promise<Made> {
  await requireFree(out, flags, who)
  const { labels, fields, invalid, undecodable } = flags
  const options = given({ labels, fields: fields?.split(','), invalid, undecodable })
  const cloud = change(await readCloud(source, options as CloudOptions))
  await writeCloud(out, cloud, encodingOf(out, flags))
  return { file: out, points: cloud.coordinates.length / 3 }
}

async function convertFolder (
  source: string, out: string, flags: ConvertFlags, who: string, change: Change
): Promise<Made[]> {
  const { to } = flags
  if (to === undefined || formatOf(`a.${to}`) === undefined)
    throw fail('OPTION', who, 'to', 'must be the ending of a format: --to ply', to)
  await requireFree(out, flags, who)
  const folder = await cloudFolder(source, given({ layout: flags.layout as LayoutName }))
  const made: Made[] = []
  for (const scan of folder.scans) {
    const cloud = change(await folder.read(scan))
    const bare = formatOf(scan.name) === undefined
      ? scan.name : scan.name.replace(/(\.pcd)?\.[^./]+$/, '')
    const file = path.join(out, `${bare}.${to}`)
    await mkdir(path.dirname(file), { recursive: true })
    await writeCloud(file, cloud, encodingOf(file, flags))
    made.push({ file, points: cloud.coordinates.length / 3 })
  }
  return made
}

async function requireFree (out: string, { force = false }: ConvertFlags, who: string) {
  if (!force && await exists(out))
    throw fail('OPTION', who, 'out', 'must not be there yet, or give --force', out)
}

function encodingOf (file: string, { encoding }: ConvertFlags): CloudWriteOptions {
  const format = formatOf(file)
  return encoding !== undefined && (format === 'ply' || format === 'pcd')
    ? { encoding: encoding as 'ascii' }
    : {}
}
