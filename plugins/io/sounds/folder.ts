import { readFile, readdir, realpath } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import { fail } from '../../../core/errors.js'
import { count, parseOptions } from '../../../core/index.js'
import type { BeatTracker } from '../../../domains/audio/index.js'
import { ownTracker } from '../../../domains/audio/onset/tracker.js'
import { pathInside } from '../images/inside.js'
import { sentence } from '../images/sentence.js'
import { sha256Of } from '../images/sha256.js'
import { isSoundName, readSound } from './decode.js'
import { heard, mapBeside, readHeard, writeHeard } from './heard.js'
import type { Analysis, AudioFolder, AudioFolderOptions, BrokenSound, SoundFile } from './types.js'

const WHO = 'audioFolder'

const schema = z.object({
  sampleRate: z.number().gte(1000, 'must be a rate of at least 1000 Hz').optional(),
  channels: count.optional(),
  strict: z.boolean().default(false),
  cache: z.union([z.string().min(1), z.literal(false)]).default('.beats.json'),
  tracker: z.custom<BeatTracker>(
    value => typeof (Object(value) as Partial<BeatTracker>).track === 'function',
    'must have a function "track"').optional(),
  onProgress: z.custom<NonNullable<AudioFolderOptions['onProgress']>>(
    value => typeof value === 'function', 'must be a function').optional(),
  signal: z.instanceof(AbortSignal, { error: 'must be an AbortSignal' }).optional()
})
type Chosen = z.output<typeof schema>

/**
 * Listens to a folder of sounds: WAV, MP3, FLAC and Ogg Vorbis, in it and below. Every sound is
 * decoded and its beats are tracked, once: they are kept by the content of sounds. Classes are the
 * first sub-folders; a folder that holds sounds itself has none. Beats that lie beside a sound,
 * `loop.beats.csv`, `loop.beats.txt` (Audacity's labels) or `loop.jams`, are those of the sound.
 * A broken sound is told in `broken`, and left out.
 *
 * @param folder - its path
 * @throws OPTION, UNKNOWN_OPTION, MISSING_PEER; FORMAT for a folder without sounds and, under
 *   `strict`, for a broken one, and for sampling rates that differ where none is chosen; the reason
 *   of `signal`
 */
export async function audioFolder (
  folder: string, options: AudioFolderOptions = {}
): Promise<AudioFolder> {
  if (typeof folder !== 'string' || folder === '')
    throw fail('INPUT', WHO, 'folder', 'must be the path of a folder', folder)
  const chosen = parseOptions(WHO, schema, options)
  const root = await realpath(folder).catch((error: unknown) => {
    throw fail('FORMAT', folder, `cannot be read (${sentence(error)})`)
  })
  const names = await soundsIn(root)
  const { files, broken } = await listen(root, names, chosen)
  if (files.length === 0) {
    throw fail('FORMAT', folder, broken.length === 0
      ? 'holds no sound'
      : `holds no sound that can be used: "${broken[0].path}" ${broken[0].problem}`)
  }
  return {
    kind: 'sounds',
    path: root,
    classes: [...new Set(files.flatMap(file => file.class ?? []))].sort(),
    files,
    broken,
    sampleRate: chosen.sampleRate ?? rateOf(folder, files, chosen.strict),
    channels: chosen.channels ?? channelsOf(files)
  }
}

/** Sounds by their names, in code unit order; names that begin with a dot are passed over. */
async function soundsIn (root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true, recursive: true })
  return entries.filter(entry => !entry.isDirectory() && isSoundName(entry.name))
    .map(entry => path.relative(root, path.join(entry.parentPath, entry.name))
      .split(path.sep).join('/'))
    .filter(name => !name.split('/').some(part => part.startsWith('.')))
    .sort()
}

async function listen (
  root: string, names: readonly string[], chosen: Chosen
): Promise<{ readonly files: SoundFile[], readonly broken: BrokenSound[] }> {
  const { strict, signal, onProgress, tracker = ownTracker } = chosen
  const cache = chosen.cache === false || chosen.tracker !== undefined
    ? undefined
    : path.resolve(root, chosen.cache)
  const known = await readHeard(cache)
  const before = known.size
  const [files, broken]: [SoundFile[], BrokenSound[]] = [[], []]
  const flat = names.some(name => !name.includes('/'))
  for (const [done, name] of names.entries()) {
    signal?.throwIfAborted()
    try {
      const file = await listenTo(root, name, tracker, known)
      files.push({ ...file, ...flat ? {} : { class: name.split('/')[0] } })
    } catch (error) {
      if (strict || (error as { readonly code?: string }).code === 'MISSING_PEER') throw error
      const text = sentence(error)
      broken.push({ path: name,
        problem: text.startsWith(`${name}: `) ? text.slice(name.length + 2) : text })
    }
    onProgress?.({ done: done + 1, total: names.length, file: name })
  }
  if (known.size > before) await writeHeard(cache, known)
  return { files, broken }
}

/** A sound that lies beside its beats is not listened to again either, where it is known. */
async function listenTo (
  root: string, name: string, tracker: BeatTracker, known: Map<string, Analysis>
): Promise<SoundFile> {
  const bytes = await readFile(await pathInside(WHO, root, name))
  const sha256 = sha256Of(bytes)
  const map = await mapBeside(root, name)
  if (map !== undefined) {
    const recording = await readSound(bytes, name)
    return { path: name, sha256, map: map.file, ...heard(recording, tracker, map.times) }
  }
  const analysis = known.get(sha256) ?? heard(await readSound(bytes, name), tracker)
  known.set(sha256, analysis)
  return { path: name, sha256, ...analysis }
}

/** The rate of most sounds, or the higher of two as usual. */
function rateOf (folder: string, files: readonly SoundFile[], strict: boolean): number {
  const counts = new Map<number, number>()
  for (const { sampleRate } of files) counts.set(sampleRate, (counts.get(sampleRate) ?? 0) + 1)
  const rates = [...counts].sort(([a, few], [b, many]) => many - few || b - a)
  if (!strict || rates.length === 1) return rates[0][0]
  throw fail('FORMAT', folder, `has sounds of ${rates.map(([rate, many]) =>
    `${rate} Hz (${many})`).join(', ')}; give "sampleRate", to which all are resampled`)
}

function channelsOf (files: readonly SoundFile[]): number {
  const most = files.reduce((top, { channels }) => Math.max(top, channels), 1)
  return files.every(({ channels }) => channels === 1 || channels === most) ? most : 1
}
