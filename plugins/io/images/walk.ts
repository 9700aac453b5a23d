import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { isImageName } from './signature.js'

/** What lies in a folder and below: paths relative to it, separated by `/`, in code unit order. */
export interface Found {
  /** By their names. */
  readonly images: readonly string[]
  /** Links to folders, which are not followed: a link can lead in a circle, or out. */
  readonly links: readonly string[]
  /** How many files are no images by their names. */
  readonly others: number
}

/** Lists a folder. Names that begin with a dot are passed over. */
export async function walk (root: string): Promise<Found> {
  const images: string[] = []
  const links: string[] = []
  let others = 0
  const folders = ['']
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) folders.push(name)
      else if (isImageName(entry.name)) images.push(name)
      else if (entry.isSymbolicLink()) links.push(name)
      else others++
    }
  }
  return { images: images.sort(), links: links.sort(), others }
}
