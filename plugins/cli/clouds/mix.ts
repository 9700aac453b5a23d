import { cloudFolder, mixClouds } from '../../io/index.js'
import { given } from '../mixing.js'
import { progress } from '../progress.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'
import { cloudMixer, cloudSettingsOf } from './settings.js'
import type { CloudFlags } from './settings.js'

/** Writes a folder of scans mixed with one another, under the names they have. */
export async function mixCloudsCommand (
  session: Session, source: string, flags: CloudFlags & { readonly out: string }
): Outcome {
  const { terminal, registry } = session
  const { out, force = false, dryRun = false } = flags
  const settings = cloudSettingsOf('remixture mix', flags)
  const { layout, split, seed, batch } = settings
  const folder = await cloudFolder(source, given({ layout, split }))
  const mixer = cloudMixer(registry, settings, folder)
  const bar = progress(terminal, `mix ${source}`)
  try {
    const report = await mixClouds(source, mixer, {
      out, seed, force, dryRun, registry, layout: folder.layout, signal: terminal.signal,
      ...given({ split, batch }),
      onProgress: (done, total) => { bar.update(done, total, 'scans mixed') }
    })
    bar.stop()
    tell(session, report, [
      `${report.scans} scans, laid out as ${report.layout}`,
      dryRun
        ? `would write at most ${report.count} scans to ${out}`
        : `${report.count} scans, ${report.points} points, written by ${mixer.name} to ${out}`
    ])
  } finally {
    bar.stop()
  }
}
