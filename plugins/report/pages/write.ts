import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { MixerDescription, Registry } from '../../../core/index.js'
import { headOf, readHeads } from '../head.js'
import { histogram } from '../histogram.js'
import { study } from '../law.js'
import { sharpOf } from '../picture.js'
import type { Exhibit } from './gallery.js'
import { galleryOf } from './gallery.js'
import { mixerMarkdown } from './markdown.js'
import { canBePainted, painted } from './painted.js'
import { composed, shownOptions } from './shown.js'

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

/** The sections of the index. */
const rooms = [
  { plugin: 'image', title: 'Images',
    about: 'From `remixture/image`. [Which mixer for which data](../guides/which-mixer.md), ' +
      '[labels and losses](../guides/labels-and-losses.md).' },
  { plugin: 'audio', title: 'Sounds', about: 'From `remixture/audio`: of waveforms and of ' +
    'spectrograms. [Sounds](../guides/sounds.md): beats, streams, folders, features.' },
  { plugin: 'pointcloud', title: 'Clouds of points', about: 'From `remixture/pointcloud`. ' +
    '[Clouds of points](../guides/clouds.md): files, blocks, voxels, folders.' },
  { plugin: 'embedding', title: 'Embeddings', about: 'From `remixture/embedding`, called inside ' +
    'a loss. [Embeddings](../guides/embeddings.md): losses, banks, metrics.' },
  { plugin: 'regression', title: 'Tables, series, real targets', about: 'From ' +
    '`remixture/regression`. [Tables and series](../guides/tables.md); pairings such as C-Mixup.' }
]

/** A page for every registered mixer, with its pictures, and an index of them. */
export async function mixerPages ({ registry, photos }: PagesOptions): Promise<Files> {
  const files = new Map<string, string | Uint8Array>()
  const heads = await readHeads()
  const pixels = await Promise.all(photos.map(readPhoto))
  const index = new Map<string, string[]>()
  const exhibits: Exhibit[] = []
  for (const { name, part } of registry.list('mixer')) {
    const description = part.description as MixerDescription
    const [plugin, short] = name.split('/')
    const base = plugin === 'image' ? short : `${plugin}-${short}`
    const head = headOf(heads, name)
    const shown = shownOptions(name)
    // Rows of a table and sounds are no pictures
    const alone = description.domain === 'image' && description.onTensors !== true &&
      [...description.pools ?? [], ...description.signals ?? []].length === 0
    const charts: string[] = []
    const pictured = description.domain === 'image' && canBePainted(description)
    let picture: { readonly picture?: string, readonly chained?: boolean } = {}
    if (pictured) {
      const { picture: image, plan } = await painted(
        registry.configure(name, shown), registry, { pixels, side }, seed)
      files.set(`pictures/${base}.png`, image)
      picture = { picture: `pictures/${base}.png`, chained: plan.then !== undefined }
      exhibits.push({ name: short, head, picture: `pictures/${base}.png`, page: `${base}.md`, plan,
        description })
    }
    if (alone) {
      const mixer = registry.configure(name, shown)
      for (const drawn of study(mixer, registry, { shape: [96, 96, 3], seed })) {
        const file = `pictures/${base}-${drawn.name.replaceAll(' ', '-')}.svg`
        files.set(file, (await histogram(drawn)).html)
        charts.push(file)
      }
    }
    files.set(`${base}.md`, mixerMarkdown({ name, identifier: camel(short), description, head,
      shown, seed, charts, ...picture }))
    const row = `| [${description.name}](${base}.md) | ${head[0] ?? ''} |`
    index.set(plugin, [...index.get(plugin) ?? [], row])
  }
  for (const { name, head, make } of composed) {
    const { picture, plan } = await painted(make(), registry, { pixels, side }, seed)
    files.set(`pictures/${name}.png`, picture)
    exhibits.push({ name, head, picture: `pictures/${name}.png`, plan })
  }
  files.set('gallery.md', galleryOf(exhibits))
  files.set('README.md', [
    '# Mixers', '',
    'These pages are written by `npm run docs:pages`, from the sources of the mixers. All ' +
      'pictures on one page: [gallery](gallery.md).', '',
    ...rooms.flatMap(({ plugin, title, about }) => [`## ${title}`, '', about, '',
      '| mixer | what it does |', '| --- | --- |', ...index.get(plugin) ?? [], ''])
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

/** `keras-cutmix` as a program names it. */
function camel (name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}
