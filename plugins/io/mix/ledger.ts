import { appendFile, mkdir, rm, stat, truncate } from 'node:fs/promises'
import path from 'node:path'
import { fail } from '../../../core/errors.js'
import { sentence } from '../images/sentence.js'
import { TEMPORARY } from './atomic.js'
import { checkPlain, clear, isOccupied, makeImages, removeOutputs } from './clear.js'
import { labelsFile, labelsHeader } from './labels-file.js'
import { layout } from './layout.js'
import type { Manifest, MixRequest } from './manifest.js'
import { newManifest, readManifest, writeManifest } from './manifest.js'
import { lockFolder } from './lock.js'
import type { PlanLine } from './plan-line.js'
import { writePlanLine } from './plan-line.js'

/**
 * The files of a mix besides its images. A batch counts once the manifest says so: labels and plans
 * are written and flushed before, and what stands after the bytes it states is cut off on return.
 */
export interface Ledger {
  manifest (): Manifest
  /** Enters a batch whose images are in place. */
  commit (line: PlanLine, labels: string): Promise<void>
  finish (digests: Manifest['digests']): Promise<void>
  /** Lets go of the folder. */
  close (): Promise<void>
}

/**
 * Opens the folder of a mix: an empty one, or one where the same mix was begun. Until it is closed
 * it is open to nobody else.
 *
 * @throws NOT_EMPTY for any other, unless `force` clears it of what a mix has written; IN_USE;
 *   FORMAT for one whose files are shorter than its manifest says
 */
export async function openLedger (
  folder: string, request: MixRequest, force: boolean
): Promise<Ledger> {
  await mkdir(folder, { recursive: true })
  if (!force) await begunIn(folder, request)
  const unlock = await lockFolder(folder)
  try {
    return { ...await begin(folder, request, force), close: unlock }
  } catch (error) {
    await unlock()
    throw error
  }
}

/**
 * The manifest of the same mix, if it was begun.
 *
 * @throws NOT_EMPTY for a folder with anything else
 */
async function begunIn (folder: string, request: MixRequest): Promise<Manifest | undefined> {
  const before = await readManifest(folder)
  if (before === undefined && await isOccupied(folder))
    throw fail('NOT_EMPTY', folder, 'is not empty')
  const other = before === undefined ? undefined : difference(before.request, request)
  if (other !== undefined) throw fail('NOT_EMPTY', folder, `holds a mix with another "${other}"`)
  return before
}

async function begin (
  folder: string, request: MixRequest, force: boolean
): Promise<Omit<Ledger, 'close'>> {
  if (force) await clear(folder)
  await rm(path.join(folder, layout.manifest + TEMPORARY), { force: true })
  // Once more: whoever held the folder may have gone on
  const before = force ? undefined : await begunIn(folder, request)
  let manifest = before ?? newManifest(request)
  if (before === undefined) await writeManifest(folder, manifest)
  await makeImages(folder, request)
  if (before !== undefined) await cutBack(folder, before)
  return {
    manifest: () => manifest,
    commit: async (line, labels) => {
      const { done, skipped } = manifest
      const text = done.labels === 0 ? labelsHeader(request) + labels : labels
      const plan = writePlanLine(line)
      await appendFile(path.join(folder, labelsFile(request)), text, { flush: true })
      await appendFile(path.join(folder, layout.plans), plan, { flush: true })
      const known = new Set(skipped.map(({ file }) => file))
      manifest = {
        ...manifest,
        done: {
          outputs: done.outputs + line.outputs.length,
          steps: done.steps + 1,
          labels: done.labels + Buffer.byteLength(text),
          plans: done.plans + Buffer.byteLength(plan)
        },
        skipped: [...skipped, ...line.skipped.filter(({ file }) => !known.has(file))]
      }
      await writeManifest(folder, manifest)
    },
    finish: async digests => {
      manifest = { ...manifest, complete: true, digests }
      await writeManifest(folder, manifest)
    }
  }
}

/** The first thing in which two requests differ. */
function difference (a: MixRequest, b: MixRequest): string | undefined {
  const entries = (request: MixRequest): Map<string, string> =>
    new Map(Object.entries(request).map(([key, value]) => [key, JSON.stringify(value)]))
  const [before, after] = [entries(a), entries(b)]
  return [...new Set([...before.keys(), ...after.keys()])]
    .find(key => before.get(key) !== after.get(key))
}

/** Takes away what was begun and not finished. */
async function cutBack (folder: string, { request, done }: Manifest): Promise<void> {
  const files = [[labelsFile(request), done.labels], [layout.plans, done.plans]] as const
  for (const [name, bytes] of files) {
    await checkPlain(folder, name)
    await shorten(path.join(folder, name), bytes)
  }
  await removeOutputs(folder, done.outputs)
}

async function shorten (file: string, bytes: number): Promise<void> {
  const { size } = await stat(file).catch((error: unknown) => {
    if (bytes === 0) return { size: 0 }
    throw fail('FORMAT', file, `cannot be read (${sentence(error)})`)
  })
  if (size < bytes)
    throw fail('FORMAT', file, `has ${size} bytes, not the ${bytes} of its manifest`)
  if (size > bytes) await truncate(file, bytes)
}
