import type { Dirent } from 'node:fs'
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

/** Lists the pictures of a folder. Names that begin with a dot are passed over. */
export async function walk (root: string): Promise<Found> {
  const images: string[] = []
  const links: string[] = []
  let others = 0
  for await (const [name, entry] of entriesBelow(root)) {
    if (isImageName(entry.name)) images.push(name)
    else if (entry.isSymbolicLink()) links.push(name)
    else others++
  }
  return { images: images.sort(), links: links.sort(), others }
}

/**
 * The files of a folder and below, in code unit order; without those whose names begin with a dot,
 * and without what links lead to.
 */
export async function filesBelow (root: string): Promise<string[]> {
  const files: string[] = []
  for await (const [name, entry] of entriesBelow(root)) if (entry.isFile()) files.push(name)
  return files.sort()
}

/** Whether a folder or one below has a file of such a name; the first that is found ends it. */
export async function someBelow (
  root: string, is: (name: string) => boolean
): Promise<boolean> {
  for await (const [, entry] of entriesBelow(root)) if (is(entry.name)) return true
  return false
}

/** Whatever is no folder, by its path relative to the root. */
async function * entriesBelow (root: string): AsyncGenerator<readonly [string, Dirent]> {
  const folders = ['']
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) folders.push(name)
      else yield [name, entry]
    }
  }
}
