import { realpath } from 'node:fs/promises'
import * as z from 'zod'
import { fail } from '../../../core/errors.js'
import { count, parseOptions, probability } from '../../../core/index.js'
import { batchesOf } from './batches.js'
import { frameOf } from './frame.js'
import { gate } from './gate.js'
import { readHeader } from './header.js'
import { pathInside } from './inside.js'
import type { Labelled } from './labelled.js'
import { byCsv, byFolder } from './labelled.js'
import { sentence } from './sentence.js'
import type { SharpFunction } from './sharp.js'
import { loadSharp } from './sharp.js'
import { REST, checkShares, splitOf } from './split.js'
import type { FolderOptions, ImageFile, ImageFolder, ImageSplit } from './types.js'
import { walk } from './walk.js'

const WHO = 'imageFolder'
/** Names that a result has anyway. */
const RESERVED = ['path', 'classes', 'files', 'splits', 'others', 'options']

const schema = z.object({
  size: z.tuple([count, count]).optional().describe('[height, width] in pixels'),
  fit: z.enum(['cover', 'contain', 'fill']).optional().describe('how images are made to fit size'),
  split: z.record(z.string(), probability).default({}).describe('shares of the images by name'),
  seed: z.int().default(0).describe('decides splits and orders'),
  labels: z.string().default('folders').describe('"folders", or a CSV with file,label[,split]'),
  strict: z.boolean().default(false).describe('a broken image is an error'),
  pixels: count.default(2 ** 26).describe('height times width that an image may have'),
  bytes: count.default(2 ** 28).describe('bytes that a file may have')
})

/** Options of `imageFolder`; all may be left out. */
export type ImageFolderOptions<Names extends string = string> =
  Partial<Omit<FolderOptions, 'split'>> & { readonly split?: Readonly<Record<Names, number>> }

/**
 * Looks at a folder of images: JPEG, PNG, WebP and TIFF through sharp. Headers are read, no pixel
 * is decoded. Classes are the sub-folders of the folder, or stand in a CSV file; a folder that
 * holds nothing but images has none.
 *
 * @param path - the folder
 * @param options - `size`: `[height, width]` in pixels, needed where images differ, with `fit`.
 *   `split`: shares by name; the rest is `train`. Chance decides by `seed` and file name alone, so
 *   that files that are added move no other. `labels`: a CSV with the columns
 *   `file,label[,split]`, relative to the folder. `strict`: a broken image is an error, else it is
 *   left out. `pixels`, `bytes`: what one image may have, 2^26 and 2^28 by default
 * @returns the folder, each split also under its own name:
 *   `const { train, test } = await imageFolder(…)`
 * @throws OPTION, UNKNOWN_OPTION, MISSING_PEER; FORMAT for a folder without images or a CSV that is
 *   none; OUTSIDE for a CSV that names a file elsewhere; IMAGE under `strict`
 */
export async function imageFolder<Names extends string = never> (
  path: string, options: ImageFolderOptions<Names> = {}
): Promise<ImageFolder & Readonly<Record<Names | 'train', ImageSplit>>> {
  const chosen = checked(path, options)
  const sharp = await loadSharp(WHO)
  const root = await realpath(path).catch((error: unknown) => {
    throw fail('FORMAT', path, `cannot be read (${sentence(error)})`)
  })
  const found = await walk(root)
  const labelled = chosen.labels === 'folders'
    ? byFolder(found)
    : await byCsv(root, chosen.labels)
  const links = found.links.map(link => ({ path: link, problem: 'is a link, but to no image' }))
  const files = await lookedAt(sharp, root, [...labelled, ...links], chosen)
  const usable = files.filter(file => file.problem === undefined)
  if (usable.length === 0) {
    const [first] = files
    throw fail('FORMAT', path, first === undefined ? 'holds no image' :
      `holds no image that can be used: "${first.path}" ${first.problem}`)
  }
  const classes = [...new Set(usable.flatMap(file => file.class ?? []))].sort()
  const splits = splitsOf(root, classes, usable, chosen)
  return { path: root, classes, files, splits, others: found.others, options: chosen, ...splits } as
    unknown as ImageFolder & Readonly<Record<Names | 'train', ImageSplit>>
}

function checked (path: unknown, options: unknown): FolderOptions {
  if (typeof path !== 'string' || path === '')
    throw fail('INPUT', WHO, 'path', 'must be the path of a folder', path)
  const chosen = parseOptions(WHO, schema, options)
  checkShares(WHO, chosen.split)
  const reserved = Object.keys(chosen.split).find(name => RESERVED.includes(name))
  if (reserved !== undefined)
    throw fail('OPTION', WHO, 'split', `must not name a split ${RESERVED.join(', ')}`, reserved)
  return chosen
}

/** The header of every image, and its split. */
async function lookedAt (
  sharp: SharpFunction, root: string, labelled: readonly Labelled[], options: FolderOptions
): Promise<ImageFile[]> {
  const few = gate(8)
  const { split: shares, seed, strict, pixels, bytes } = options
  const own = labelled.some(({ split }) => split !== undefined)
  if (own && Object.keys(shares).length > 0)
    throw fail('OPTION', WHO, 'split', 'must not be given: the CSV has a column for it', shares)
  const files = await Promise.all(labelled.map(({ split, problem, ...file }) => few(async () => {
    const header = problem !== undefined ? { problem } : await pathInside(WHO, root, file.path)
      .then(real => readHeader(sharp, real, { pixels, bytes }),
        (error: unknown) => ({ problem: `cannot be read (${sentence(error)})` }))
    if (!('problem' in header))
      return { ...file, ...header, split: split ?? splitOf(file.path, shares, seed) }
    if (strict) throw fail('IMAGE', file.path, header.problem)
    return { ...file, ...header, height: 0, width: 0 }
  })))
  return files.sort((a, b) => a.path < b.path ? -1 : 1)
}

function splitsOf (
  root: string, classes: readonly string[], files: readonly ImageFile[], options: FolderOptions
): Record<string, ImageSplit> {
  const found = files.map(file => file.split as string)
  const names = [...new Set([REST, ...Object.keys(options.split), ...found])]
  const reserved = found.find(name => RESERVED.includes(name))
  if (reserved !== undefined)
    throw fail('FORMAT', options.labels, `must not name a split ${reserved}`)
  return Object.fromEntries(names.map(name => {
    const own = files.filter(file => file.split === name)
    const split: ImageSplit = {
      name,
      size: own.length,
      classes,
      files: own,
      batch: (count, given) => {
        if (own.length === 0) throw fail('EMPTY_BATCH', `${WHO}: ${root}`, name)
        const frame = frameOf(root, own, options.size, options.fit)
        return batchesOf({ root, split: name, classes, files: own, frame, options }, count, given)
      }
    }
    return [name, split]
  }))
}
