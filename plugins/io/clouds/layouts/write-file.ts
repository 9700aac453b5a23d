import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { writeWhole } from '../../formats/whole-file.js'

/** The place of a file below a folder; the folders on the way are there then. */
export async function placeFor (root: string, file: string): Promise<string> {
  const place = path.join(root, file)
  await mkdir(path.dirname(place), { recursive: true })
  return place
}

/** Writes a file below a folder, whole or not at all. */
export async function writeBelow (
  root: string, file: string, bytes: Uint8Array | string
): Promise<string> {
  const chunk = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes
  await writeWhole(await placeFor(root, file), [chunk])
  return file
}
