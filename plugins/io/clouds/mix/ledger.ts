import { appendFile, mkdir, readFile, rename, rm, stat, truncate } from 'node:fs/promises'
import path from 'node:path'
import { fail } from '../../../../core/errors.js'
import { contains } from '../../images/inside.js'
import { filesBelow } from '../../images/walk.js'
import { TEMPORARY, writeAtomic } from '../../mix/atomic.js'
import { lockFolder } from '../../mix/lock.js'
import type { LayoutName } from '../layouts/types.js'
import { areSame, digestOfAll, sourcesIn } from './sources.js'

const WHO = 'mixClouds'

/** The files of a mix of clouds besides its scans. */
export const layout = {
  /** Which scans an output is made of, and its files. */
  mixes: 'mixes.jsonl',
  plans: 'plans.jsonl',
  manifest: 'manifest.json'
} as const

/** What decides every byte of a mix. */
export interface CloudRequest {
  readonly source: string
  readonly layout: LayoutName
  readonly split?: string
  readonly seed: number
  readonly batch: number
  readonly mixer: { readonly name: string, readonly options: unknown }
  /**
   * SHA-256 of the names and sizes of the files that are mixed. Their bytes are told batch by
   * batch, as they are read: in `plans.jsonl`.
   */
  readonly scans: string
}

/** `manifest.json`: what is mixed, and how far it is. */
export interface CloudManifest extends CloudRequest {
  readonly kind: 'clouds'
  readonly complete: boolean
  /** Scans that were written, and their points. */
  readonly count: number
  readonly points: number
  /** Batches that are done, and the bytes that tell of them. */
  readonly done: { readonly steps: number, readonly mixes: number, readonly plans: number }
  /** SHA-256 of the lines `sha256sum` would give of all that was read; once it is complete. */
  readonly sources?: string
}

/** What a batch has come to. */
export interface Entry {
  readonly count: number
  readonly points: number
  readonly mixes: string
  readonly plans: string
}

/** A mix on its way: in a folder beside its own, whose name it takes once it is whole. */
export interface CloudLedger {
  readonly folder: string
  manifest (): CloudManifest
  /** Enters a batch whose scans are in place. */
  commit (entry: Entry): Promise<void>
  /** Gives the folder its name. */
  finish (): Promise<void>
  /** Lets go of the folder. */
  close (): Promise<void>
  /** Removes what is there. */
  discard (): Promise<void>
}

/**
 * Checks the place of a mix.
 *
 * @throws OPTION for one inside of what is mixed; NOT_EMPTY for a folder that no mix has written,
 *   or without leave
 */
export async function checkTarget (source: string, target: string, force: boolean): Promise<void> {
  if (target === source || contains(source, target) || contains(target, source))
    throw fail('OPTION', WHO, 'out', 'must lie outside of the folder that is mixed', target)
  if (await stat(target).catch(() => undefined) === undefined) return
  if (!force) throw fail('NOT_EMPTY', target, 'it is there already')
  if (await readManifest(target) === undefined)
    throw fail('NOT_EMPTY', target, 'no mix of clouds has written it, so it is not overwritten')
}

/** The manifest of a mix of clouds; nothing for any other folder. */
export async function readManifest (folder: string): Promise<CloudManifest | undefined> {
  try {
    const text = await readFile(path.join(folder, layout.manifest), 'utf8')
    const manifest = JSON.parse(text) as CloudManifest | null
    return manifest?.kind === 'clouds' ? manifest : undefined
  } catch {
    return undefined
  }
}

/**
 * Opens the folder beside a target: where the same mix was begun it goes on, where another one was
 * it begins anew.
 *
 * @param goesOn - whether the mixer can go on: one that remembers earlier batches begins anew
 * @throws NOT_EMPTY for a folder of that name that no mix has begun; IN_USE
 */
export async function openLedger (
  target: string, request: CloudRequest, goesOn: boolean
): Promise<CloudLedger> {
  const folder = `${target}.partial`
  await mkdir(folder, { recursive: true })
  const unlock = await lockFolder(folder)
  try {
    let manifest = await begin(folder, request, goesOn)
    const save = async (): Promise<void> => {
      await writeAtomic(path.join(folder, layout.manifest),
        `${JSON.stringify(manifest, null, 2)}\n`)
    }
    await save()
    return {
      folder,
      manifest: () => manifest,
      commit: async ({ count, points, mixes, plans }) => {
        await appendFile(path.join(folder, layout.mixes), mixes)
        await appendFile(path.join(folder, layout.plans), plans)
        const { done } = manifest
        manifest = {
          ...manifest, count: manifest.count + count, points: manifest.points + points,
          done: { steps: done.steps + 1, mixes: done.mixes + Buffer.byteLength(mixes),
            plans: done.plans + Buffer.byteLength(plans) }
        }
        await save()
      },
      finish: async () => {
        const read = await sourcesIn(path.join(folder, layout.plans), manifest.done.plans)
        manifest = { ...manifest, complete: true, ...read && { sources: digestOfAll(read) } }
        await save()
        await rm(target, { recursive: true, force: true })
        await unlock()
        await rename(folder, target)
      },
      close: unlock,
      discard: async () => { await rm(folder, { recursive: true, force: true }) }
    }
  } catch (error) {
    await unlock()
    throw error
  }
}

async function begin (
  folder: string, request: CloudRequest, goesOn: boolean
): Promise<CloudManifest> {
  const before = await readManifest(folder)
  const there = (await filesBelow(folder)).filter(file => !file.endsWith(TEMPORARY))
  if (before === undefined && there.length > 0)
    throw fail('NOT_EMPTY', folder, 'no mix of clouds has begun it, so it is not overwritten')
  const fresh: CloudManifest = { kind: 'clouds', ...request, complete: false, count: 0, points: 0,
    done: { steps: 0, mixes: 0, plans: 0 } }
  const same = before !== undefined && goesOn &&
    JSON.stringify(requestIn(before)) === JSON.stringify(requestIn(fresh)) &&
    await isUnchanged(folder, before)
  // What a process that was killed had begun to write; all files, where it is another mix
  const stale = await filesBelow(folder)
  for (const file of stale) {
    if (!same || /\.partial$/.test(file) || file.endsWith(TEMPORARY))
      await rm(path.join(folder, file), { force: true })
  }
  if (!same) return fresh
  await shorten(path.join(folder, layout.mixes), before.done.mixes)
  await shorten(path.join(folder, layout.plans), before.done.plans)
  return { ...before, complete: false }
}

/** Whether all that was read for what is done has the bytes it had then. */
async function isUnchanged (folder: string, { source, done }: CloudManifest): Promise<boolean> {
  const read = await sourcesIn(path.join(folder, layout.plans), done.plans).catch(() => undefined)
  return read !== undefined && await areSame(source, read)
}

function requestIn ({ source, layout: name, split, seed, batch, mixer, scans }: CloudRequest) {
  return [source, name, split, seed, batch, mixer, scans]
}

async function shorten (file: string, bytes: number): Promise<void> {
  if (bytes === 0) {
    await rm(file, { force: true })
    return
  }
  const { size } = await stat(file).catch(() => ({ size: 0 }))
  if (size < bytes)
    throw fail('FORMAT', file, `has ${size} bytes, not the ${bytes} of its manifest`)
  await truncate(file, bytes)
}
