import { imageFolder } from './folder.js'
import type { ImageFolderOptions } from './folder.js'
import type { ImageFile, ImageFolder } from './types.js'

/** What was found in a folder of images, to be told. */
export interface FolderSummary {
  /** Absolute, links resolved. */
  readonly path: string
  /** Images that can be used. */
  readonly count: number
  /** How many images have every class, of masks all; empty for a folder without classes. */
  readonly classes: Readonly<Record<string, number>>
  /** What images carry instead of a class: `masks in masks`, `12 boxes of annotations.json`. */
  readonly carries?: string
  readonly splits: Readonly<Record<string, number>>
  readonly formats: Readonly<Record<string, number>>
  /** `height × width` and how many images have it, the most frequent first. */
  readonly sizes: ReadonlyArray<{
    readonly height: number
    readonly width: number
    readonly count: number
  }>
  readonly broken: ReadonlyArray<{ readonly path: string, readonly problem: string }>
  /** How many files are no images by their names. */
  readonly others: number
}

/**
 * Says what a folder of images holds. Broken images are listed, not errors.
 *
 * @throws what `imageFolder` throws
 */
export async function tryFolder (
  path: string, options: ImageFolderOptions = {}
): Promise<FolderSummary> {
  const { classes, files, splits, ...folder } = await imageFolder(path, options)
  const usable = files.filter(({ problem }) => problem === undefined)
  const sizes = Object.entries(tally(usable, ({ height, width }) => `${height} ${width}`))
    .map(([size, count]) => {
      const [height, width] = size.split(' ').map(Number)
      return { height, width, count }
    })
  return {
    path: folder.path,
    count: usable.length,
    classes: Object.fromEntries(classes.map((name, id) => [name, usable.filter(file =>
      file.class === name || file.boxes?.classes.includes(id) === true ||
      file.mask !== undefined).length])),
    ...carriesOf(folder.options, usable),
    splits: Object.fromEntries(Object.values(splits).map(({ name, size }) => [name, size])),
    formats: tally(usable, ({ format }) => format as string),
    sizes: sizes.sort((a, b) => b.count - a.count || b.height - a.height || b.width - a.width),
    broken: files.flatMap(({ path, problem }) => problem === undefined ? [] : [{ path, problem }]),
    others: folder.others
  }
}

function carriesOf (
  { masks, boxes }: ImageFolder['options'], files: readonly ImageFile[]
): { readonly carries?: string } {
  if (masks !== undefined) return { carries: `masks in ${masks}` }
  if (boxes === undefined) return {}
  const count = files.reduce((sum, file) => sum + (file.boxes?.boxes.length ?? 0), 0)
  return { carries: `${count} boxes of ${boxes}` }
}

function tally (
  files: readonly ImageFile[], key: (file: ImageFile) => string
): Record<string, number> {
  const counts: Record<string, number> = {}
  files.forEach(file => { counts[key(file)] = (counts[key(file)] ?? 0) + 1 })
  return counts
}
