import path from 'node:path'
import { fail } from '../../../core/errors.js'
import type { Annotations } from '../../../core/index.js'
import { readCsv } from '../formats/csv/read.js'
import { isInner } from './inside.js'
import type { Found } from './walk.js'

/** An image and its class, before it was looked at. */
export interface Labelled {
  readonly path: string
  readonly class?: string
  readonly split?: string
  /** The file of its mask, relative to the folder. */
  readonly mask?: string
  /** Its boxes in pixels, by the sides that it has. */
  readonly annotate?: (height: number, width: number) => Annotations
  readonly problem?: string
}

/** Classes from sub-folders; a folder without any holds images without a class. */
export function byFolder ({ images }: Found): Labelled[] {
  const flat = images.every(file => !file.includes('/'))
  return images.map(file => {
    const [first, ...rest] = file.split('/')
    if (rest.length > 0) return { path: file, class: first }
    return flat ? { path: file } : { path: file, problem: 'lies in no class folder' }
  })
}

/**
 * Classes from a CSV file with the columns `file,label[,split]`, its files relative to the folder.
 *
 * @param root - the real path of the folder
 * @param csv - relative to the folder, or absolute: the caller named it, whatever lies in it
 * @throws FORMAT for a CSV file that is none, OUTSIDE for one that names a file elsewhere
 */
export async function byCsv (root: string, csv: string): Promise<Labelled[]> {
  const rows: Labelled[] = []
  const seen = new Set<string>()
  for await (const { file, label, split, ...rest } of readCsv(path.resolve(root, csv))) {
    const where = `${csv}: row ${rows.length + 1}`
    if (typeof file !== 'string' || typeof label !== 'string' || Object.keys(rest).length > 0)
      throw fail('FORMAT', csv, 'must have the columns file,label or file,label,split')
    if (!isInner(file)) throw fail('OUTSIDE', where, file, root)
    const name = path.posix.normalize(file)
    if (seen.has(name)) throw fail('FORMAT', where, `names "${name}" a second time`)
    if (label === '' || split === '') throw fail('FORMAT', where, 'must leave no field empty')
    seen.add(name)
    rows.push({
      path: name, class: label, ...typeof split === 'string' ? { split } : {}
    })
  }
  return rows
}
