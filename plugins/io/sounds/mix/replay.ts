import { mkdir, readFile, readdir, realpath } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import { parseOptions } from '../../../../core/index.js'
import type { HostArray } from '../../../../core/index.js'
import { audio, readWav, writeWav } from '../../../../domains/audio/index.js'
import { fail } from '../../../../core/errors.js'
import { sentence } from '../../images/sentence.js'
import { sha256Of } from '../../images/sha256.js'
import { writeAtomic } from '../../mix/atomic.js'
import type { Samples } from '../load.js'
import { loaderOf } from '../load.js'
import { isThere, layout, soundName } from './files.js'
import { recordingOf, together } from './make.js'
import type { RecordedMix, RecordedSound } from './recorded.js'
import { recordedIn } from './recorded.js'

const WHO = 'replaySounds'

/** How a mix of sounds is made again. */
export interface ReplaySoundsOptions {
  /** An empty folder for the sounds; by default none are written. */
  readonly out?: string
  /** The folder that was mixed, if it is not where the manifest says. */
  readonly source?: string
  readonly onProgress?: (event: { readonly done: number, readonly total: number }) => void
  readonly signal?: AbortSignal
}

/** What came out of making a mix of sounds again. */
export interface ReplaySoundsReport {
  /** How many sounds were made. */
  readonly count: number
  /** Sounds that are not the same bytes as recorded, or as in the folder. */
  readonly differing: ReadonlyArray<{
    readonly file: string
    /** The most that a sample is off, of full scale; absent for a missing or broken sound. */
    readonly off?: number
  }>
}

const schema = z.object({
  out: z.string().min(1).optional(),
  source: z.string().min(1).optional(),
  onProgress: z.custom<NonNullable<ReplaySoundsOptions['onProgress']>>(
    value => typeof value === 'function', 'must be a function').optional(),
  signal: z.instanceof(AbortSignal, { error: 'must be an AbortSignal' }).optional()
})

/**
 * Makes the sounds of a mixed folder again from their plans, and compares them byte by byte with
 * what was recorded and with what is there.
 *
 * Sources are found by path and told by content: one that has other bytes than were mixed is an
 * error.
 *
 * @param folder - what `mixFolder` wrote of sounds, complete or not
 * @throws OPTION, UNKNOWN_OPTION; FORMAT for a folder that holds no mix of sounds or a broken one,
 *   PLAN for a plan that is not sound; CHANGED for a source that is missing or has other bytes;
 *   NOT_EMPTY, MISSING_PEER; the reason of `signal`
 */
export async function replaySounds (
  folder: string, options: ReplaySoundsOptions = {}
): Promise<ReplaySoundsReport> {
  if (typeof folder !== 'string' || folder === '')
    throw fail('INPUT', WHO, 'folder', 'must be the path of a folder', folder)
  const { out, source, onProgress, signal } = parseOptions(WHO, schema, options)
  const { request, sounds } = await recordedIn(folder)
  const root = await sourceOf(folder, source ?? path.resolve(folder, request.source.path))
  const { sampleRate, channels } = request
  const load = loaderOf({ path: root, sampleRate, channels })
  if (out !== undefined) await emptyFolder(out)
  const differing: Array<ReplaySoundsReport['differing'][number]> = []
  for (const [index, sound] of sounds.entries()) {
    signal?.throwIfAborted()
    const samples: Samples[] = []
    for (const { file, sha256 } of sound.sources) samples.push(await load({ path: file, sha256 }))
    const bytes = madeAgain(samples, sound, request)
    if (out !== undefined) await writeAtomic(path.join(out, soundName(index)), bytes)
    if (sha256Of(bytes) !== sound.output || !await isThere(folder, index, sound.output))
      differing.push(await differenceOf(folder, soundName(index), bytes))
    onProgress?.({ done: index + 1, total: sounds.length })
  }
  return { count: sounds.length, differing }
}

function madeAgain (
  samples: readonly Samples[], { plan }: RecordedSound,
  { sampleRate, channels, clip, format }: RecordedMix
): Uint8Array {
  const lengths = samples.map(([first]) => first.length)
  const batch = together(samples, lengths, channels)
  const x = audio.paint(plan, { batch }, WHO) as HostArray<Float32Array>
  return writeWav(recordingOf(x, plan, { lengths, sampleRate, clip }), format)
}

async function sourceOf (folder: string, source: string): Promise<string> {
  return await realpath(source).catch((error: unknown) => {
    throw fail('FORMAT', folder,
      `was mixed from "${source}", which cannot be read (${sentence(error)}); give "source"`)
  })
}

/** @throws NOT_EMPTY for a folder that holds anything */
async function emptyFolder (out: string): Promise<void> {
  await mkdir(out, { recursive: true })
  if ((await readdir(out)).length > 0) throw fail('NOT_EMPTY', out, 'is not empty')
  await mkdir(path.join(out, layout.sounds))
}

/** How far a sound in the folder is from one that was made again. */
async function differenceOf (
  folder: string, file: string, bytes: Uint8Array
): Promise<ReplaySoundsReport['differing'][number]> {
  try {
    const [a, b] = [await readFile(path.join(folder, file)), bytes].map(each =>
      readWav(each).channels)
    if (a.length !== b.length || a[0].length !== b[0].length) return { file }
    return { file, off: a.reduce((most, channel, c) => channel.reduce((top, sample, k) =>
      Math.max(top, Math.abs(sample - b[c][k])), most), 0) }
  } catch {
    return { file }
  }
}
