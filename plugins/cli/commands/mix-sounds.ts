import type { AudioFolder, PairReport } from '../../io/index.js'
import { mixFolder } from '../../io/index.js'
import { progress } from '../progress.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'
import type { SoundFlags } from '../sound-settings.js'
import { listened, soundMixer, soundSettingsOf } from '../sound-settings.js'

interface MixSoundsFlags extends SoundFlags {
  readonly out: string
  readonly force?: boolean
  readonly dryRun?: boolean
}

/** Writes mixed sounds of a folder, with the shares of classes, plans and a manifest. */
export async function mixSoundsCommand (
  session: Session, source: string, flags: MixSoundsFlags
): Outcome {
  const { terminal, registry } = session
  const { out, force = false, dryRun = false } = flags
  const settings = await soundSettingsOf('remixture mix', flags)
  const mixer = soundMixer(registry, settings)
  const folder = await listened(session, source, settings)
  const { seed, count, epochs, format } = settings
  const bar = progress(terminal, `mix ${source}`)
  try {
    const report = await mixFolder(folder, mixer, {
      out, force, dryRun, seed, registry, signal: terminal.signal,
      ...count === undefined ? {} : { count },
      ...epochs === undefined ? {} : { epochs },
      ...format === undefined ? {} : { format },
      onProgress: event => {
        if (event.type === 'start' || event.type === 'progress')
          bar.update(event.done, event.total, '')
      }
    })
    bar.stop()
    tell(session, report, [
      `${report.sounds} sounds at ${report.sampleRate} Hz, ${report.channels === 1
        ? 'one channel' : `${report.channels} channels`}, mixed by ${mixer.name}`,
      ...resampledLines(folder),
      ...report.pairs === undefined ? [] : pairLines(report.pairs),
      dryRun
        ? `would write ${report.count} sounds to ${out}`
        : `${report.made} sounds written, ${report.count} in ${out}`,
      ...report.skipped.map(({ path, problem }) => `left out: ${path} ${problem}`)
    ])
  } finally {
    bar.stop()
  }
}

/** Which sounds come at another rate. */
function resampledLines ({ files, sampleRate }: AudioFolder): string[] {
  const others = files.filter(file => file.sampleRate !== sampleRate)
  return others.length === 0 ? [] : [`resampled: ${others.map(file =>
    `${file.path} (${file.sampleRate} Hz)`).join(', ')}`]
}

/** How many sounds can be paired, and what asking less would give. */
export function pairLines ({ tracks, withBars, canPair, relaxations }: PairReport): string[] {
  return [
    `${canPair} of ${tracks} can be paired by tempo; ${withBars} have bars`,
    ...relaxations.map(({ what, canPair: more }) =>
      `  with ${what}: ${more}${more > canPair ? ` (${more - canPair} more)` : ''}`)
  ]
}
