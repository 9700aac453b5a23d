import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import type { FolderOptions } from './types.js'

/** Names that folders of masks, and of YOLO files, usually have. */
const MASKS = ['masks', 'annotations', 'labels', 'SegmentationClass']
const YOLO = ['labels', 'annotations']
/** Of a JSON file so much is read to tell whether it is COCO. */
const LARGEST = 2 ** 28

/**
 * What lies beside the images of a folder, by its looks: masks or boxes where there is a folder
 * `images/` and one of masks, of YOLO files, or a COCO file.
 */
export async function belongingTo (
  folder: string
): Promise<Partial<Pick<FolderOptions, 'masks' | 'boxes'>>> {
  const entries = await readdir(folder, { withFileTypes: true })
  const folders = entries.filter(entry => entry.isDirectory()).map(({ name }) => name)
  const files = entries.filter(entry => entry.isFile()).map(({ name }) => name)
  for (const name of files.filter(each => each.endsWith('.json')).sort())
    if (await isCoco(path.join(folder, name))) return { boxes: name }
  if (!folders.includes('images')) return {}
  const holds = async (name: string, pattern: RegExp): Promise<boolean> => {
    const inner = await readdir(path.join(folder, name), { recursive: true })
    return inner.some(each => pattern.test(each))
  }
  for (const masks of MASKS)
    if (folders.includes(masks) && await holds(masks, /\.png$/i)) return { masks }
  for (const boxes of YOLO)
    if (folders.includes(boxes) && await holds(boxes, /(?<!classes)\.txt$/i)) return { boxes }
  return {}
}

async function isCoco (file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => '')
  if (text.length > LARGEST) return false
  try {
    const { images, annotations, categories } = Object(JSON.parse(text)) as Record<string, unknown>
    return [images, annotations, categories].every(Array.isArray)
  } catch {
    return false
  }
}
