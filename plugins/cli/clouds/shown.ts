import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createMixer } from '../../../core/index.js'
import type { AnyCloud } from '../../../domains/pointcloud/index.js'
import { cloudPage, cloudPixels, colourings, contactSheet, embedded } from
  '../../report/index.js'
import { picture } from '../../report/picture.js'
import type { ShownCloud } from '../../report/index.js'
import { cloudFolder } from '../../io/index.js'
import type { CloudFolder } from '../../io/index.js'
import { given } from '../mixing.js'
import type { Session } from '../session.js'
import { cloudMixer } from './settings.js'
import type { CloudSettings } from './settings.js'

/** Mixes of the first scans of a folder, to be shown. */
export interface ShownMixes {
  readonly folder: CloudFolder
  readonly clouds: readonly ShownCloud[]
  readonly mixer: string
}

/** Mixes as many scans of a folder as are to be shown. */
export async function shownMixes (
  { registry }: Session, source: string, settings: CloudSettings, count: number
): Promise<ShownMixes> {
  const { layout, split, seed } = settings
  const folder = await cloudFolder(source, given({ layout, split }))
  const mixer = cloudMixer(registry, settings, folder)
  const mix = createMixer(mixer, { seed, registry })
  const clouds: ShownCloud[] = []
  for await (const { scans, clouds: given } of folder.batches(settings.batch ?? 4, seed)) {
    for (const cloud of mix.mix<AnyCloud>(given).batch) {
      const sources = cloud.provenance?.parts.map(({ row }) => scans[row].name) ?? []
      clouds.push({ title: sources[0] ?? 'nothing', cloud, sources,
        ...folder.classes !== undefined && { classes: folder.classes.names } })
    }
    if (clouds.length >= count) break
  }
  return { folder, clouds: clouds.slice(0, count), mixer: mixer.name }
}

/** A page of mixes, with a picture of each by its sources. */
export async function pageOf (
  { folder, clouds, mixer }: ShownMixes, source: string, settings: CloudSettings, code: string
): Promise<string> {
  const pictures = await Promise.all(clouds.map(async shown =>
    [shown.title, await embedded(pixelsOf(shown, 'source'))] as const))
  return await cloudPage({
    title: `${source}, mixed by ${mixer}`,
    facts: [
      ['layout', folder.layout], ['scans', String(folder.scans.length)], ['mixer', mixer],
      ['options', JSON.stringify(settings.options)], ['seed', String(settings.seed)]
    ],
    clouds, pictures, code: [['The whole folder:', code]]
  })
}

function pixelsOf (shown: ShownCloud, by: string) {
  const all = colourings(shown)
  const { rgb } = all.find(({ name }) => name === by) ?? all[0]
  return cloudPixels(shown.cloud, rgb)
}

/** Every mix, once by every colouring, in rows. */
export async function sheetOf (clouds: readonly ShownCloud[]): Promise<Buffer> {
  const ways = ['source', 'label', 'height']
  const tiles = clouds.flatMap(shown => ways.map(by => ({ image: pixelsOf(shown, by) })))
  return await contactSheet(tiles, { columns: ways.length, height: 360, width: 480 })
}

/** Writes a picture of every mix by every colouring; their names. */
export async function writePictures (
  clouds: readonly ShownCloud[], out: string
): Promise<string[]> {
  const files: string[] = []
  for (const [k, shown] of clouds.entries()) {
    for (const { name, rgb } of colourings(shown)) {
      const file = path.join(out, `${String(k).padStart(2, '0')}.${name}.png`)
      await writeFile(file, await (await picture(cloudPixels(shown.cloud, rgb))).png().toBuffer())
      files.push(file)
    }
  }
  return files
}
