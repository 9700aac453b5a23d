import { replaySounds } from '../../io/index.js'
import { exit } from '../exit.js'
import { given } from '../mixing.js'
import { progress } from '../progress.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'

/** Makes the sounds of a mixed folder again from their plans; says whether they are the same. */
export async function replayOfSounds (
  session: Session, folder: string, options: { readonly out?: string, readonly source?: string }
): Outcome {
  const { terminal } = session
  const bar = progress(terminal, `replay ${folder}`)
  try {
    const report = await replaySounds(folder, {
      ...given(options),
      signal: terminal.signal,
      onProgress: ({ done, total }) => { bar.update(done, total, '') }
    })
    bar.stop()
    const { count, differing } = report
    tell(session, report, [
      `${count} sounds made again, ${differing.length === 0
        ? 'all of them the same bytes'
        : `${differing.length} of them not the same`}`,
      ...differing.map(({ file, off }) => off === undefined
        ? `  ${file} is missing or broken`
        : `  ${file} is off by up to ${off}`)
    ])
    return differing.length === 0 ? exit.done : exit.found
  } finally {
    bar.stop()
  }
}
