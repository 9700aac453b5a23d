import { replayTable } from '../../io/index.js'
import { exit } from '../exit.js'
import { progress } from '../progress.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'

/** Makes the rows of a mixed table again from their plans; says whether they are the same. */
export async function replayOfTable (
  session: Session, folder: string, source: string | undefined
): Outcome {
  const { terminal } = session
  const bar = progress(terminal, `replay ${folder}`)
  try {
    const report = await replayTable(folder, {
      ...source !== undefined && { source },
      signal: terminal.signal,
      onProgress: ({ done, total }) => { bar.update(done, total, '') }
    })
    bar.stop()
    const { count, differing } = report
    tell(session, report, [
      `${count} rows made again, ${differing.length === 0
        ? 'all of them the same'
        : `not the same: ${differing.slice(0, 10).join(', ')}${differing.length > 10 ? ' …' : ''}`}`
    ])
    return differing.length === 0 ? exit.done : exit.found
  } finally {
    bar.stop()
  }
}
