import { readFile } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import type { BeatFormat, BeatTimes, BeatTracker, Recording } from
  '../../../domains/audio/index.js'
import { beatPeriod, parseBeats } from '../../../domains/audio/index.js'
import { writeAtomic } from '../mix/atomic.js'
import type { Analysis } from './types.js'

/** What a sound is heard as; its beats are those of a map, or what the tracker finds. */
export function heard (
  { channels, sampleRate }: Recording, tracker: BeatTracker, map?: BeatTimes
): Analysis {
  const { beats, downbeats } = map ?? tracker.track(meanOf(channels), { sampleRate })
  const period = beatPeriod(beats)
  return {
    sampleRate,
    channels: channels.length,
    length: channels[0].length,
    beats: Array.from(beats),
    downbeats: Array.from(downbeats),
    bpm: period > 0 ? 60 / period : 0
  }
}

/** The mean of all channels. */
export function meanOf (channels: readonly Float32Array[]): Float32Array {
  const [first, ...rest] = channels
  if (rest.length === 0) return first
  return first.map((sample, k) =>
    rest.reduce((sum, each) => sum + each[k], sample) / channels.length)
}

/** What may lie beside a sound, corrected by somebody: `loop.beats.csv`, `loop.jams` … */
const maps: ReadonlyArray<readonly [ending: string, format: BeatFormat]> = [
  ['.beats.csv', 'csv'], ['.beats', 'csv'], ['.beats.txt', 'audacity'], ['.jams', 'jams']
]

/**
 * The beats that lie beside a sound, if any.
 *
 * @throws FORMAT for a file of beats that is none
 */
export async function mapBeside (
  root: string, file: string
): Promise<{ readonly file: string, readonly times: BeatTimes } | undefined> {
  const stem = file.slice(0, -path.extname(file).length)
  for (const [ending, format] of maps) {
    const name = stem + ending
    const text = await readFile(path.join(root, name), 'utf8').catch(() => undefined)
    if (text !== undefined) return { file: name, times: parseBeats(text, format, name) }
  }
  return undefined
}

const number = z.number()
const analysis = z.strictObject({
  sampleRate: number, channels: number, length: number, bpm: number,
  beats: z.array(number), downbeats: z.array(number)
})
/** Another tracker makes other beats: this changes with it. */
const TRACKER = 4
const schema = z.strictObject({
  format: z.literal('remixture beats'),
  tracker: z.literal(TRACKER),
  sounds: z.record(z.string(), analysis)
})

/** What was heard before, by the SHA-256 of sounds; nothing for a file of another tracker. */
export async function readHeard (file: string | undefined): Promise<Map<string, Analysis>> {
  if (file === undefined) return new Map()
  try {
    const { sounds } = schema.parse(JSON.parse(await readFile(file, 'utf8')))
    return new Map(Object.entries(sounds))
  } catch {
    return new Map()
  }
}

/** Keeps what was heard; where that cannot be written, it is heard again the next time. */
export async function writeHeard (
  file: string | undefined, sounds: ReadonlyMap<string, Analysis>
): Promise<void> {
  if (file === undefined) return
  const kept = { format: 'remixture beats', tracker: TRACKER, sounds: Object.fromEntries(sounds) }
  await writeAtomic(file, `${JSON.stringify(kept)}\n`).catch(() => undefined)
}
