import { realpath } from 'node:fs/promises'
import * as z from 'zod'
import { fail } from '../../../core/errors.js'
import { count, parseOptions, probability } from '../../../core/index.js'
import { batchesOf } from './batches.js'
import { frameOf } from './frame.js'
import { gate } from './gate.js'
import { byBoxes } from './annotated.js'
import type { Header, Problem } from './header.js'
import { readHeader } from './header.js'
import { pathInside } from './inside.js'
import type { Labelled } from './labelled.js'
import { byCsv, byFolder } from './labelled.js'
import { sentence } from './sentence.js'
import type { SharpFunction } from './sharp.js'
import { loadSharp } from './sharp.js'
import { REST, checkShares, splitOf } from './split.js'
import type { FolderOptions, ImageFile, ImageFolder, ImageSplit } from './types.js'
import { byMasks } from './paired.js'
import type { Found } from './walk.js'
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
  masks: z.string().min(1).optional().describe('the sub-folder of the masks'),
  boxes: z.string().min(1).optional().describe('a COCO file, or the sub-folder of YOLO files'),
  classes: z.array(z.string()).min(1).optional().describe('names of the ids of masks, or of YOLO'),
  colours: z.record(z.string(), z.string().regex(/^#[0-9a-f]{6}$/i, 'must be "#rrggbb"'))
    .optional().describe('the colour of every class in masks'),
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
 *   `file,label[,split]`, relative to the folder. `masks`: the sub-folder with a mask for every
 *   image, of the same name; images are those in `images/`, if there is such a folder. Masks are
 *   grey values, the class ids, or the `colours` of the classes by their names: `{ road:
 *   '#804080' }`, ids in this order. `boxes`: a COCO file, or a sub-folder with a YOLO file for
 *   every image. `classes`: names of the ids of masks, or of the classes of YOLO, where no
 *   classes.txt has them. `strict`: a broken image is an error, else it is
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
  const { labelled, classes: known } = await listed(root, found, chosen)
  const links = found.links.map(link => ({ path: link, problem: 'is a link, but to no image' }))
  const files = await lookedAt(sharp, root, [...labelled, ...links], chosen)
  const usable = files.filter(file => file.problem === undefined)
  if (usable.length === 0) {
    const [first] = files
    throw fail('FORMAT', path, first === undefined ? 'holds no image' :
      `holds no image that can be used: "${first.path}" ${first.problem}`)
  }
  const classes = known ?? [...new Set(usable.flatMap(file => file.class ?? []))].sort()
  const splits = splitsOf(root, classes, usable, chosen)
  return { path: root, classes, files, splits, others: found.others, options: chosen, ...splits } as
    unknown as ImageFolder & Readonly<Record<Names | 'train', ImageSplit>>
}

function checked (path: unknown, options: unknown): FolderOptions {
  if (typeof path !== 'string' || path === '')
    throw fail('INPUT', WHO, 'path', 'must be the path of a folder', path)
  const chosen = parseOptions(WHO, schema, options)
  checkShares(WHO, chosen.split)
  const both = (['masks', 'boxes'] as const).filter(name => chosen[name] !== undefined)
  if (both.length > 1 || (both.length === 1 && chosen.labels !== 'folders'))
    throw fail('OPTION', WHO, both[0], 'must be given alone: an image has one kind of target', both)
  const reserved = Object.keys(chosen.split).find(name => RESERVED.includes(name))
  if (reserved !== undefined)
    throw fail('OPTION', WHO, 'split', `must not name a split ${RESERVED.join(', ')}`, reserved)
  return chosen
}

/** The images of a folder with what belongs to them, and classes where they are known by name. */
async function listed (
  root: string, found: Found, { labels, masks, boxes, classes, colours }: FolderOptions
): Promise<{ readonly labelled: readonly Labelled[], readonly classes?: readonly string[] }> {
  if (masks !== undefined)
    return { labelled: byMasks(found, masks), classes: Object.keys(colours ?? {}).length > 0
      ? Object.keys(colours ?? {}) : classes ?? [] }
  if (boxes !== undefined) {
    const { files, classes: names } = await byBoxes(root, found, boxes, classes)
    return { labelled: files, classes: names }
  }
  return { labelled: labels === 'folders' ? byFolder(found) : await byCsv(root, labels) }
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
  const look = async (file: string): Promise<Header | Problem> => {
    try {
      return await readHeader(sharp, await pathInside(WHO, root, file), { pixels, bytes })
    } catch (error) {
      return { problem: `cannot be read (${sentence(error)})` }
    }
  }
  const whole = async ({ path: file, mask, problem }: Labelled): Promise<Header | Problem> => {
    const header = problem === undefined ? await look(file) : { problem }
    if (mask === undefined || 'problem' in header) return header
    const other = await look(mask)
    if ('problem' in other) return { problem: `has a mask that ${other.problem}` }
    return other.height === header.height && other.width === header.width ? header : {
      problem: `is ${header.height} × ${header.width}, but its mask ` +
        `${other.height} × ${other.width}`
    }
  }
  const files = await Promise.all(labelled.map(item => few(async () => {
    const { split, problem: _, annotate, ...file } = item
    const header = await whole(item)
    if ('problem' in header && strict) throw fail('IMAGE', file.path, header.problem)
    if ('problem' in header) return { ...file, ...header, height: 0, width: 0 }
    const boxes = annotate?.(header.height, header.width)
    return {
      ...file, ...header, split: split ?? splitOf(file.path, shares, seed),
      ...boxes === undefined ? {} : { boxes }
    }
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
