import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import { isInner } from '../../images/inside.js'
import { sha256Of } from '../../images/sha256.js'
import { jsonOf, sha256 } from '../../mix/manifest.js'

const told = z.object({ sources: z.record(z.string(), sha256) })

/** SHA-256 of files, by their names. */
export type Sources = ReadonlyMap<string, string>

/**
 * The files that the batches of `plans.jsonl` were made of.
 *
 * @param bytes - how much of it tells of batches that are done
 * @returns nothing where a line does not say it
 */
export async function sourcesIn (file: string, bytes: number): Promise<Sources | undefined> {
  const found = new Map<string, string>()
  if (bytes === 0) return found
  const handle = await open(file)
  try {
    for await (const line of handle.readLines({ end: bytes - 1, autoClose: false })) {
      const { success, data } = told.safeParse(jsonOf(file, line))
      if (!success) return undefined
      for (const [name, digest] of Object.entries(data.sources)) found.set(name, digest)
    }
  } finally {
    await handle.close()
  }
  return found
}

/** Whether the files below a folder have the bytes they had. */
export async function areSame (root: string, sources: Sources): Promise<boolean> {
  for (const [name, digest] of sources) {
    if (!isInner(name) || await digestOf(path.join(root, name)) !== digest) return false
  }
  return true
}

/** The SHA-256 of a file; nothing where it cannot be read. */
async function digestOf (file: string): Promise<string | undefined> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  } catch {
    return undefined
  }
  return hash.digest('hex')
}

/** One number for all, as `sha256sum` would tell of their lines. */
export function digestOfAll (sources: Sources): string {
  return sha256Of([...sources].sort(([a], [b]) => a < b ? -1 : 1)
    .map(([name, digest]) => `${digest}  ${name}\n`).join(''))
}
