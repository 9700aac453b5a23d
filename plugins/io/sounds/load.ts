import { readFile } from 'node:fs/promises'
import { resample } from '../../../domains/audio/index.js'
import { fail } from '../../../core/errors.js'
import { pathInside } from '../images/inside.js'
import { sha256Of } from '../images/sha256.js'
import { readSound } from './decode.js'
import { meanOf } from './heard.js'
import type { AudioFolder, SoundFile } from './types.js'

/** The samples of a sound at the rate and the channels of its folder, channel by channel. */
export type Samples = readonly Float32Array[]

/** Where sounds are, and what they are brought to. */
type Place = Pick<AudioFolder, 'path' | 'sampleRate' | 'channels'>
/** Which sound, and what it was when it was mixed. */
type Known = Pick<SoundFile, 'path' | 'sha256'>

/**
 * Decodes a sound that was listened to.
 *
 * @throws CHANGED for one that has other bytes by now
 */
export async function samplesOf (
  { path: root, sampleRate, channels }: Place, { path: name, sha256 }: Known
): Promise<Samples> {
  const file = await pathInside('mixFolder', root, name).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  })
  const bytes = file === undefined ? undefined : await readFile(file).catch(() => undefined)
  if (bytes === undefined || sha256Of(bytes) !== sha256)
    throw fail('CHANGED', name, 'has other bytes, or is gone,')
  const recording = await readSound(bytes, name)
  return spread(recording.channels, channels).map(each =>
    resample(each, recording.sampleRate, sampleRate))
}

/** One channel is heard on all; else many become one, their mean, or the first so many. */
function spread (given: Samples, channels: number): Samples {
  if (given.length === channels) return given
  if (given.length === 1) return Array.from({ length: channels }, () => given[0])
  if (channels === 1) return [meanOf(given)]
  return Array.from({ length: channels }, (_, c) => given[c % given.length])
}

/** Loads sounds and keeps the last ones, as many as a number of samples allows. */
export function loaderOf (
  folder: Place, most = 2 ** 26
): (file: Known) => Promise<Samples> {
  const kept = new Map<string, Samples>()
  let held = 0
  const sizeOf = (samples: Samples): number => samples.length * samples[0].length
  return async file => {
    const before = kept.get(file.path)
    const samples = before ?? await samplesOf(folder, file)
    // The last one that was used goes last
    kept.delete(file.path)
    kept.set(file.path, samples)
    if (before === undefined) held += sizeOf(samples)
    for (const [name, oldest] of kept) {
      if (held <= most || name === file.path) break
      kept.delete(name)
      held -= sizeOf(oldest)
    }
    return samples
  }
}
