import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fail } from '../../../core/errors.js'
import { readWav, trackBeats, writeWav } from '../../../domains/audio/index.js'
import { onsetCurves } from '../../../domains/audio/onset/curves.js'
import { onsetCurve } from '../../../domains/audio/onset/onset-curve.js'
import type { AudioFolder } from '../../io/index.js'
import { mixFolder } from '../../io/index.js'
import { meanOf } from '../../io/sounds/heard.js'
import { samplesOf } from '../../io/sounds/load.js'
import { soundName } from '../../io/sounds/mix/files.js'
import type { SoundView } from '../../report/index.js'
import { soundPage } from '../../report/index.js'
import { exists } from '../exists.js'
import { requireOut } from '../out-file.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'
import { shellQuoted } from '../settings.js'
import type { SoundFlags, SoundSettings } from '../sound-settings.js'
import { listened, soundMixer, soundSettingsOf } from '../sound-settings.js'
import { pairLines } from './mix-sounds.js'

interface PageFlags extends SoundFlags { readonly out: string, readonly force?: boolean }

/** Mixes on a page. */
const COUNT = 6

/** Shows what a mixer makes of a folder of sounds: an HTML page with players. */
export async function previewSounds (session: Session, source: string, flags: PageFlags): Outcome {
  const who = 'remixture preview'
  const { out, force = false } = flags
  const settings = await soundSettingsOf(who, flags, { count: COUNT })
  if (path.extname(out).toLowerCase() !== '.html')
    throw fail('OPTION', who, 'out', 'must end in .html for sounds', out)
  await requireOut(who, out, force)
  const folder = await mkdtemp(path.join(tmpdir(), 'remixture-preview-'))
  try {
    await shown(session, source, settings, { folder, page: out })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Mixes a folder of sounds a few times, and shows them on a page beside them. */
export async function trySounds (session: Session, source: string, flags: PageFlags): Outcome {
  const { out, force = false } = flags
  if (!force && await exists(out)) {
    throw fail('OPTION', 'remixture try', 'out', 'must not be there yet, or give --force', out)
  }
  const settings = await soundSettingsOf('remixture try', flags, { count: COUNT })
  await shown(session, source, settings, { folder: out, page: path.join(out, 'index.html') })
}

async function shown (
  session: Session, source: string, settings: SoundSettings,
  { folder, page }: { readonly folder: string, readonly page: string }
): Promise<void> {
  const { registry, terminal } = session
  const sounds = await listened(session, source, settings)
  const { seed, count = COUNT } = settings
  await rm(page, { force: true })
  const report = await mixFolder(sounds, soundMixer(registry, settings),
    { out: folder, count, seed, registry, force: true, signal: terminal.signal })
  const lines = (await readFile(path.join(folder, 'plans.jsonl'), 'utf8')).trim().split('\n')
  const mixes: SoundView[][] = []
  for (const [k, line] of lines.entries()) {
    const { sources } = JSON.parse(line) as { sources: ReadonlyArray<{ readonly file: string }> }
    const views =
      await Promise.all(sources.map(async ({ file }) => await sourceView(sounds, file)))
    const wav = await readFile(path.join(folder, soundName(k)))
    const { sampleRate, channels } = readWav(wav)
    mixes.push([...views, viewOf('the mix', wav, meanOf(channels), sampleRate)])
  }
  const options = Object.keys(settings.options).length === 0
    ? [] : ['--options', shellQuoted(JSON.stringify(settings.options))]
  const command = ['npx remixture mix', shellQuoted(source), '--domain audio --mixer',
    settings.mixer, ...options, '--seed', String(seed), '--out mixed'].join(' ')
  const pairs = report.pairs === undefined ? [] : pairLines(report.pairs)
  await writeFile(page, soundPage({
    title: `${source}, mixed by ${report.mixer}`,
    facts: [
      ['sounds', `${report.sounds} at ${report.sampleRate} Hz`],
      ...report.classes.length === 0 ? [] : [['classes', report.classes.join(', ')] as const],
      ...pairs.length === 0 ? [] : [['pairs', pairs.join('; ')] as const],
      ...report.skipped.map(({ path: file, problem }) =>
        ['left out', `${file} ${problem}`] as const)
    ],
    mixes,
    command
  }))
  tell(session, { report, page, command }, [
    `${mixes.length} mixes, to be opened in a browser:`, `  ${page}`, ...pairs, '',
    'As many as you like:', `  ${command}`
  ])
}

async function sourceView (folder: AudioFolder, name: string): Promise<SoundView> {
  const file = folder.files.find(each => each.path === name)!
  const channels = await samplesOf(folder, file)
  const { sampleRate } = folder
  const view = viewOf(`${name}, ${file.bpm.toFixed(1)} bpm`, writeWav({ sampleRate, channels }),
    meanOf(channels), sampleRate)
  return { ...view, beats: file.beats, downbeats: file.downbeats }
}

function viewOf (
  title: string, wav: Uint8Array, x: Float32Array, sampleRate: number
): SoundView {
  const curve = onsetCurve(onsetCurves(x, sampleRate)) ?? new Float64Array(0)
  const { beats, downbeats } = trackBeats(x, { sampleRate })
  return { title, wav, x, sampleRate, curve, beats, downbeats }
}
