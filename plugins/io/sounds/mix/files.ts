import { appendFile, mkdir, readFile, readdir, rm, rmdir, truncate } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import { toJson } from '../../../../core/index.js'
import { writeWav } from '../../../../domains/audio/index.js'
import { fail } from '../../../../core/errors.js'
import { sha256Of } from '../../images/sha256.js'
import { TEMPORARY, writeAtomic } from '../../mix/atomic.js'
import { checkPlain } from '../../mix/clear.js'
import { layout as ofImages } from '../../mix/layout.js'
import type { MadeSound } from './make.js'
import type { SoundMixChoice } from './options.js'

/** What a mix of sounds is written to, relative to its folder. */
export const layout = {
  sounds: 'sounds', labels: 'labels.csv', plans: 'plans.jsonl', manifest: 'manifest.json'
} as const

/** The name of an output, by its number. */
export function soundName (index: number): string {
  return `${layout.sounds}/${String(index).padStart(6, '0')}.wav`
}

/** Everything that the bytes of a mix depend on. */
export interface SoundRequest {
  readonly mixer: { readonly name: string, readonly options: unknown }
  readonly seed: number
  readonly count: number
  readonly format: SoundMixChoice['format']
  readonly clip: SoundMixChoice['clip']
  readonly sampleRate: number
  readonly channels: number
  readonly classes: readonly string[]
  readonly source: { readonly path: string, readonly list: string }
}

const line = z.object({ output: z.string(), shares: z.array(z.number()).optional() })
/** What is kept of an output in memory. */
export type SoundLine = z.output<typeof line>

/**
 * Makes the folder of a mix ready: an empty one, or one where the same mix was begun.
 *
 * @returns the lines of the outputs that were entered
 * @throws NOT_EMPTY for any other, unless `force` clears it of what a mix has written
 */
export async function openFolder (
  folder: string, request: SoundRequest, force: boolean
): Promise<SoundLine[]> {
  if (force) await clear(folder)
  const manifest = path.join(folder, layout.manifest)
  const text = await readFile(manifest, 'utf8').catch(() => undefined)
  if (text === undefined) {
    const names = await readdir(folder)
    if (names.some(name => !name.startsWith(ofImages.lock) && name !== layout.manifest + TEMPORARY))
      throw fail('NOT_EMPTY', folder, 'is not empty')
    await rm(manifest + TEMPORARY, { force: true })
    await writeManifest(folder, request, false)
  } else if (JSON.stringify(requestIn(text)) !== JSON.stringify(request)) {
    throw fail('NOT_EMPTY', folder, 'holds another mix')
  }
  for (const name of Object.values(layout))
    await rm(path.join(folder, name + TEMPORARY), { force: true })
  await mkdir(path.join(folder, layout.sounds), { recursive: true })
  return await linesIn(folder)
}

function requestIn (text: string): unknown {
  try {
    return (JSON.parse(text) as { readonly request?: unknown }).request
  } catch {
    return undefined
  }
}

export async function writeManifest (
  folder: string, request: SoundRequest, complete: boolean
): Promise<void> {
  const manifest = { format: 'remixture mix of sounds', version: 1, request, complete }
  await writeAtomic(path.join(folder, layout.manifest), `${JSON.stringify(manifest, null, 2)}\n`)
}

/** The lines that are whole; what stands after them is cut off. */
async function linesIn (folder: string): Promise<SoundLine[]> {
  await checkPlain(folder, layout.plans)
  const file = path.join(folder, layout.plans)
  const bytes = await readFile(file).catch(() => Buffer.alloc(0))
  const end = bytes.lastIndexOf(10) + 1
  if (end < bytes.length) await truncate(file, end)
  const list = bytes.subarray(0, end).toString().split('\n').slice(0, -1)
  return list.map((text, k) => {
    const parsed = line.safeParse(jsonOf(text))
    if (parsed.success) return parsed.data
    throw fail('FORMAT', `${file}: line ${k + 1}`, 'is no line of a mix')
  })
}

function jsonOf (text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Writes an output; its line is entered once it is whole. */
export async function writeSound (
  folder: string, index: number, { recording, files, plan, shares }: MadeSound,
  format: SoundMixChoice['format'], enter: boolean
): Promise<SoundLine> {
  const bytes = writeWav(recording, format)
  const file = path.join(folder, soundName(index))
  await rm(file + TEMPORARY, { force: true })
  await writeAtomic(file, bytes)
  const output = sha256Of(bytes)
  if (enter) {
    const sources = files.map(({ path: name, sha256, class: label }) =>
      ({ file: name, sha256, ...label === undefined ? {} : { class: label } }))
    const entry = { step: index, sources, output, ...shares && { shares }, plan: toJson(plan) }
    await appendFile(path.join(folder, layout.plans), `${JSON.stringify(entry)}\n`, { flush: true })
  }
  return { output, ...shares && { shares: [...shares] } }
}

/** Whether an output is there as it was written. */
export async function isThere (folder: string, index: number, sha256: string): Promise<boolean> {
  const bytes = await readFile(path.join(folder, soundName(index))).catch(() => undefined)
  return bytes !== undefined && sha256Of(bytes) === sha256
}

/** The shares of classes, a line for every output. */
export async function writeLabels (
  folder: string, classes: readonly string[], lines: readonly SoundLine[]
): Promise<void> {
  const quoted = (text: string): string =>
    /["\r\n,]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  const rows = lines.map(({ shares = [] }, k) => [soundName(k), ...shares].join(','))
  await writeAtomic(path.join(folder, layout.labels),
    `${[['file', ...classes.map(quoted)].join(','), ...rows].join('\n')}\n`)
}

/** Removes what a mix has written, and nothing else; the manifest goes first. */
async function clear (folder: string): Promise<void> {
  for (const name of [layout.manifest, layout.labels, layout.plans])
    await rm(path.join(folder, name), { force: true })
  const inner = path.join(folder, layout.sounds)
  for (const name of await readdir(inner).catch(() => []))
    if (/^\d{6,15}\.wav(?:\.tmp)?$/.test(name)) await rm(path.join(inner, name))
  await rmdir(inner).catch(() => undefined)
}
