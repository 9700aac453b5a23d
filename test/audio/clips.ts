import { readFileSync } from 'node:fs'
import { readWav } from '../../domains/audio/index.js'

/** What is annotated of a clip, in seconds. */
export interface Truth {
  readonly bpm: number | null
  readonly beats: readonly number[] | null
  readonly downbeats: readonly number[] | null
  readonly onsets: readonly number[] | null
}

/** A clip that comes with the project, its first channel. */
export interface Clip extends Truth {
  readonly name: string
  readonly x: Float32Array
  readonly sampleRate: number
}

const folder = 'examples/data/audio'

/** Every annotated clip by its name. */
export const truths = JSON.parse(readFileSync(`${folder}/truth.json`, 'utf8')) as
  Readonly<Record<string, Truth>>

export function clip (name: string): Clip {
  const { channels: [x], sampleRate } = readWav(readFileSync(`${folder}/${name}.wav`), name)
  return { ...truths[name], name, x, sampleRate }
}
