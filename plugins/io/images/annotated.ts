import { readFile } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import type { Annotations } from '../../../core/index.js'
import { flawText } from '../../../core/define/flaw.js'
import { fail } from '../../../core/errors.js'
import { pathInside } from './inside.js'
import type { Labelled } from './labelled.js'
import { sentence } from './sentence.js'
import { imagesOf, restOf } from './paired.js'
import type { Found } from './walk.js'

/** Images with boxes, and the names of the classes of these. */
export interface Boxed { readonly files: readonly Labelled[], readonly classes: readonly string[] }

/**
 * Boxes from a COCO file, or from a folder of YOLO files.
 *
 * @param root - the real path of the folder
 * @param boxes - relative to it, or absolute: one that ends in .json is COCO
 * @param classes - of YOLO; by default what stands in classes.txt, else their numbers
 * @throws FORMAT for what is neither, OUTSIDE for a COCO file that names an image elsewhere
 */
export async function byBoxes (
  root: string, found: Found, boxes: string, classes: readonly string[] | undefined
): Promise<Boxed> {
  return /\.json$/i.test(boxes)
    ? await byCoco(root, found, boxes)
    : await byYolo(root, found, boxes, classes)
}

const number = z.number()
const coco = z.object({
  images: z.array(z.object({ id: z.union([number, z.string()]), file_name: z.string() })),
  annotations: z.array(z.object({
    image_id: z.union([number, z.string()]), category_id: number,
    bbox: z.tuple([number, number, number, number]), iscrowd: number.default(0)
  })),
  categories: z.array(z.object({ id: number, name: z.string() }))
})

async function byCoco (root: string, found: Found, file: string): Promise<Boxed> {
  const { images, annotations, categories } = await cocoIn(path.resolve(root, file))
  const ordered = [...categories].sort((a, b) => a.id - b.id)
  const index = new Map(ordered.map(({ id }, at) => [id, at]))
  const lost = annotations.find(({ category_id: id }) => !index.has(id))
  if (lost !== undefined)
    throw fail('FORMAT', file, `has a box of category ${lost.category_id}, which it does not name`)
  const byImage = new Map(images.map(({ id }) => [id, [] as typeof annotations]))
  for (const each of annotations) if (each.iscrowd === 0) byImage.get(each.image_id)?.push(each)
  const there = new Set(found.images)
  const listed = images.map(({ id, file_name: name }) => {
    const place = there.has(name) || !there.has(`images/${name}`) ? name : `images/${name}`
    const own = byImage.get(id) ?? []
    return {
      path: place,
      annotate: (height: number, width: number) => clipped({
        boxes: own.map(({ bbox: [x, y, w, h] }) => [y, x, y + h, x + w]),
        classes: own.map(each => index.get(each.category_id) as number)
      }, height, width)
    }
  })
  const names = new Set(listed.map(each => each.path))
  const others = imagesOf(found).filter(image => !names.has(image))
    .map(image => ({ path: image, problem: `is not in ${file}` }))
  return { files: [...listed, ...others], classes: ordered.map(({ name }) => name) }
}

async function cocoIn (file: string): Promise<z.output<typeof coco>> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw fail('FORMAT', file, `cannot be read (${sentence(error)})`)
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw fail('FORMAT', file, 'is not JSON')
  }
  const parsed = coco.safeParse(json)
  if (parsed.success) return parsed.data
  throw fail('FORMAT', file, `is no COCO file: ${flawText(parsed.error, json)}`)
}

/** An image without a file has no box. */
async function byYolo (
  root: string, found: Found, folder: string, given: readonly string[] | undefined
): Promise<Boxed> {
  const images = imagesOf(found)
  const lists = await Promise.all(images.map(async image =>
    await yoloIn(root, `${folder}/${restOf(image)}.txt`)))
  const most = lists.flatMap(({ rows }) => rows)
    .reduce((most, [id]) => Math.max(most, id + 1), 0)
  const classes = given ?? await namesIn(root, folder) ??
    Array.from({ length: most }, (_, i) => String(i))
  if (most > classes.length)
    throw fail('FORMAT', folder, `has a box of class ${most - 1}, but ${classes.length} classes`)
  return {
    classes,
    files: images.map((image, i) => {
      const { rows, problem } = lists[i]
      if (problem !== undefined) return { path: image, problem }
      return {
        path: image,
        annotate: (height: number, width: number) => clipped({
          boxes: rows.map(([, x, y, w, h]) =>
            [(y - h / 2) * height, (x - w / 2) * width, (y + h / 2) * height, (x + w / 2) * width]),
          classes: rows.map(([c]) => c)
        }, height, width)
      }
    })
  }
}

interface Yolo { readonly rows: readonly number[][], readonly problem?: string }

async function yoloIn (root: string, file: string): Promise<Yolo> {
  const text = await textInside(root, file) ?? ''
  const rows = text.split('\n').filter(line => line.trim() !== '')
    .map(line => line.trim().split(/\s+/).map(Number))
  const wrong = rows.findIndex(row => row.length !== 5 || !row.every(Number.isFinite) ||
    !Number.isInteger(row[0]) || row[0] < 0)
  return wrong < 0
    ? { rows }
    : { rows: [], problem: `has no "class x y width height" in line ${wrong + 1} of ${file}` }
}

async function namesIn (root: string, folder: string): Promise<string[] | undefined> {
  const text = await textInside(root, `${folder}/classes.txt`) ??
    await textInside(root, 'classes.txt')
  return text?.split('\n').map(line => line.trim()).filter(line => line !== '')
}

/** Nothing for a file that is not there. */
async function textInside (root: string, file: string): Promise<string | undefined> {
  try {
    return await readFile(await pathInside('boxes', root, file), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** What of boxes lies in an image; those of which nothing does are left out. */
function clipped (
  { boxes, classes }: Annotations, height: number, width: number
): Annotations {
  const cut = boxes.map(([top, left, bottom, right]) => [Math.max(top, 0), Math.max(left, 0),
    Math.min(bottom, height), Math.min(right, width)])
  const kept = [...cut.keys()].filter(at => cut[at][0] < cut[at][2] && cut[at][1] < cut[at][3])
  return { boxes: kept.map(at => cut[at]), classes: kept.map(at => classes[at]) }
}
