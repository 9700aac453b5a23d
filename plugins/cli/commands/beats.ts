import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { BeatFormat } from '../../../domains/audio/index.js'
import { BEAT_TRACKER, ONSET_DETECTOR, beatPeriod, formatBeats } from
  '../../../domains/audio/index.js'
import { fail } from '../../../core/errors.js'
import { readSound } from '../../io/index.js'
import { meanOf } from '../../io/sounds/heard.js'
import { columns } from '../lines.js'
import { requireOut } from '../out-file.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'

interface BeatsFlags {
  readonly format?: BeatFormat
  readonly out?: string
  readonly force?: boolean
}

/** Says when a sound has beats, and writes them in a form that editors of sounds know. */
export async function beats (session: Session, file: string, flags: BeatsFlags): Outcome {
  const { out, force = false } = flags
  const format = flags.format ?? formatOf(out)
  if (out !== undefined) await requireOut('remixture beats', out, force)
  const { sampleRate, channels } = await readSound(await bytesOf(file), file)
  const x = meanOf(channels)
  const { services } = session.registry
  const found = services.get(BEAT_TRACKER).track(x, { sampleRate })
  const onsets = Array.from(services.get(ONSET_DETECTOR).detect(x, { sampleRate }))
  const [times, downbeats] = [Array.from(found.beats), Array.from(found.downbeats)]
  const period = beatPeriod(times)
  const seconds = x.length / sampleRate
  const text = formatBeats(found, format, seconds)
  if (out !== undefined) await writeFile(out, text)
  const bpm = period > 0 ? 60 / period : null
  const value = { file, sampleRate, channels: channels.length, seconds, bpm,
    beats: times, downbeats, onsets, ...out === undefined ? {} : { out } }
  tell(session, value, out === undefined && flags.format !== undefined
    ? [text.trimEnd()]
    : columns([
      ['sound', `${seconds.toFixed(2)} s at ${sampleRate} Hz, channels: ${channels.length}`],
      ['tempo', bpm === null ? 'none: it has no beats' : `${bpm.toFixed(2)} bpm`],
      ['beats', `${times.length}, ${downbeats.length} of them begin bars`],
      ['onsets', String(onsets.length)],
      ...out === undefined
        ? [['at', times.map(time => time.toFixed(3)).join(' ')]]
        : [['written', `${out}, ${format}`]]
    ]))
}

/** The bytes of a file; where it is none, the error says so of it. */
async function bytesOf (file: string): Promise<Uint8Array> {
  return await readFile(file).catch((error: unknown) => {
    throw error instanceof Error ? Object.assign(error, { path: file }) : error
  })
}

const endings: Readonly<Record<string, BeatFormat>> = {
  '.csv': 'csv', '.txt': 'audacity', '.jams': 'jams'
}

/** By the name of a file; CSV where there is none. */
function formatOf (out?: string): BeatFormat {
  if (out === undefined) return 'csv'
  const ending = path.extname(out).toLowerCase()
  if (Object.hasOwn(endings, ending)) return endings[ending]
  throw fail('OPTION', 'remixture beats', 'out',
    'must end in .csv, .txt or .jams, or give --format', out)
}
