import { lstat, mkdir, readdir, rm, rmdir, unlink } from 'node:fs/promises'
import path from 'node:path'
import { fail } from '../../../core/errors.js'
import { TEMPORARY } from './atomic.js'
import { layout, outputIndex } from './layout.js'
import type { MixRequest } from './manifest.js'
import { targetOf } from './manifest.js'

/** Removes what a mix has written, and nothing else; the manifest goes first. */
export async function clear (folder: string): Promise<void> {
  const files = [layout.manifest, layout.labels, layout.boxes, layout.plans]
  for (const file of [...files.map(name => name + TEMPORARY), ...files]) {
    await rm(path.join(folder, file), { force: true })
  }
  await removeOutputs(folder, 0)
  for (const inner of [layout.images, layout.masks])
    await rmdir(path.join(folder, inner)).catch(() => undefined)
}

/** Removes outputs from a number on, and those that were not yet whole. */
export async function removeOutputs (folder: string, from: number): Promise<void> {
  for (const inner of [layout.images, layout.masks]) {
    const names = await readdir(path.join(folder, inner)).catch(() => [])
    for (const name of names) {
      const index = outputIndex(name)
      if (index === undefined || (index < from && !name.endsWith(TEMPORARY))) continue
      await unlink(path.join(folder, inner, name))
    }
  }
}

/**
 * Makes the folders of the outputs and, where there are such, of their masks.
 *
 * @throws OUTSIDE if one is a link: outputs would be written elsewhere
 */
export async function makeImages (folder: string, request: MixRequest): Promise<void> {
  const names = [layout.images, ...targetOf(request) === 'mask' ? [layout.masks] : []]
  for (const name of names) {
    const inner = path.join(folder, name)
    await mkdir(inner, { recursive: true })
    if (!(await lstat(inner)).isDirectory()) throw fail('OUTSIDE', folder, name, folder)
  }
}

/**
 * Checks that a file of a mix, where there is one, is a file and no link: what is added to it would
 * be written elsewhere, and what is read of it lie there.
 *
 * @throws OUTSIDE
 */
export async function checkPlain (folder: string, name: string): Promise<void> {
  const found = await lstat(path.join(folder, name)).catch(() => undefined)
  if (found?.isFile() === false) throw fail('OUTSIDE', folder, name, folder)
}

/** Whether there is anything in a folder but what the very first moments of a mix leave. */
export async function isOccupied (folder: string): Promise<boolean> {
  const names = await readdir(folder)
  return names.some(name =>
    name !== layout.manifest + TEMPORARY && !name.startsWith(layout.lock))
}
