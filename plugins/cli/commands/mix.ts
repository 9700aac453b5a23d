import { mixing } from '../mixing.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'
import type { Flags } from '../settings.js'
import { mixerOf, settingsOf } from '../settings.js'

interface MixFlags extends Flags {
  readonly out: string
  readonly force?: boolean
  readonly dryRun?: boolean
}

/** Writes mixed images of a folder, with soft labels, plans and a manifest. */
export async function mix (session: Session, source: string, flags: MixFlags): Outcome {
  const { out, force = false, dryRun = false } = flags
  const settings = await settingsOf('remixture mix', flags)
  const mixer = mixerOf(session.registry, settings)
  const report = await mixing(session, source, mixer, settings, { out, force, dryRun })
  const { count, made, height, width, images, classes, skipped } = report
  tell(session, { ...report }, [
    `${images} images${classes.length === 0 ? '' : ` of ${classes.length} classes`}, mixed by ` +
      `${mixer.name} at ${height} × ${width}`,
    dryRun
      ? `would write ${count} images to ${out}`
      : `${made} images written, ${count} in ${out}`,
    ...skipped.map(({ file, problem }) => `left out: ${file} ${problem}`),
    ...dryRun ? [] : [`check them: remixture replay ${out}`]
  ])
}
