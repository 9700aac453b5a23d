import { replayClouds } from '../../io/index.js'
import { exit } from '../exit.js'
import { given } from '../mixing.js'
import { progress } from '../progress.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'

/** Makes the scans of a mixed folder again from their plans; says whether they are the same. */
export async function replayOfClouds (
  session: Session, folder: string, source: string | undefined
): Outcome {
  const { terminal } = session
  const bar = progress(terminal, `replay ${folder}`)
  try {
    const report = await replayClouds(folder, {
      ...given({ source }),
      signal: terminal.signal,
      onProgress: (done, total) => { bar.update(done, total, 'scans made again') }
    })
    bar.stop()
    const { count, differing } = report
    tell(session, report, [
      `${count} files made again, ${differing.length === 0
        ? 'all of them the same bytes'
        : `${differing.length} of them not the same`}`,
      ...differing.map(file => `  ${file}`)
    ])
    return differing.length === 0 ? exit.done : exit.found
  } finally {
    bar.stop()
  }
}
