import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { MixerDescription, Registry } from '../../../core/index.js'
import { readHeads } from '../head.js'
import type { Head } from '../head.js'
import { histogram } from '../histogram.js'
import { study } from '../law.js'
import { overlaySvg } from '../overlay.js'
import { sharpOf } from '../picture.js'
import { piecesOf } from '../pieces.js'
import { contactSheet } from '../sheet.js'
import type { Tile } from '../sheet.js'
import { mixerMarkdown } from './markdown.js'
import { shownOptions } from './shown.js'

/** What a folder of mixer pages is made from. */
export interface PagesOptions {
  readonly registry: Registry
  /** Four pictures, which the mixers mix. */
  readonly photos: readonly string[]
}

/** The files of a folder of pages, by their paths in it. */
export type Files = ReadonlyMap<string, string | Uint8Array>

const seed = 7
const side = 128

/** A page for every registered mixer, with its pictures, and an index of them. */
export async function mixerPages ({ registry, photos }: PagesOptions): Promise<Files> {
  const files = new Map<string, string | Uint8Array>()
  const heads = await readHeads()
  const pixels = await Promise.all(photos.map(readPhoto))
  const index: string[] = []
  for (const { name, part } of registry.list('mixer')) {
    const description = part.description as MixerDescription
    const [plugin, short] = name.split('/')
    const base = plugin === 'image' ? short : `${plugin}-${short}`
    const head: Head = heads.get(description.name) ?? []
    const shown = shownOptions(name)
    // Rows of a table and sounds are no pictures
    const alone = description.domain === 'image' &&
      [...description.pools ?? [], ...description.signals ?? []].length === 0
    const charts: string[] = []
    if (alone) {
      files.set(`pictures/${base}.png`, await pictureOf(registry, name, pixels))
      const mixer = registry.configure(name, shown)
      for (const drawn of study(mixer, registry, { shape: [96, 96, 3], seed })) {
        const file = `pictures/${base}-${drawn.name.replaceAll(' ', '-')}.svg`
        files.set(file, (await histogram(drawn)).html)
        charts.push(file)
      }
    }
    const picture = alone ? { picture: `pictures/${base}.png` } : {}
    files.set(`${base}.md`, mixerMarkdown({ name, identifier: camel(short), description, head,
      shown, seed, charts, ...picture }))
    index.push(`| [${description.name}](${base}.md) | ${head[0] ?? ''} |`)
  }
  files.set('README.md', [
    '# Mixers', '',
    'These pages are written by `npm run docs:pages`, from the sources of the mixers.', '',
    '| mixer | what it does |', '| --- | --- |', ...index, ''
  ].join('\n'))
  return files
}

/** Writes the files of a folder of pages. */
export async function writePages (files: Files, folder: string): Promise<void> {
  for (const [name, content] of files) {
    const file = path.join(folder, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, content)
  }
}

async function readPhoto (file: string): Promise<Uint8Array> {
  const sharp = await sharpOf('a mixer page')
  return await sharp(file).resize(side, side, { fit: 'cover' }).removeAlpha().toColourspace('srgb')
    .raw().toBuffer()
}

/** The photos, and under each what became of it. */
async function pictureOf (
  registry: Registry, name: string, photos: readonly Uint8Array[]
): Promise<Buffer> {
  const data = new Uint8Array(Buffer.concat(photos))
  const shape = [photos.length, side, side, 3]
  const { batch, plan } = registry.create(name, shownOptions(name), { seed, targets: [] })
    .mix({ x: { data, shape } })
  const pixels = { height: side, width: side, channels: 3 } as const
  const cells = side * side * 3
  const seen = piecesOf(plan)
  const before = photos.map((photo): Tile => ({ image: { data: photo, ...pixels } }))
  const after = Array.from({ length: plan.size }, (_, i): Tile => ({
    image: { data: batch.x.data.subarray(i * cells, (i + 1) * cells), ...pixels },
    svg: overlaySvg(plan, seen[i])
  }))
  return await contactSheet([...before, ...after],
    { columns: photos.length, height: side, width: side })
}

/** `keras-cutmix` as a program names it. */
function camel (name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}
