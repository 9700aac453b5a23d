import { replay } from '../../io/index.js'
import { readManifest as cloudManifest } from '../../io/clouds/mix/ledger.js'
import { isMixedSounds } from '../../io/sounds/mix/recorded.js'
import { isMixedTable } from '../../io/tables/mix/manifest.js'
import { replayOfClouds } from '../clouds/replay.js'
import { exit } from '../exit.js'
import { given } from '../mixing.js'
import { progress } from '../progress.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'
import { replayOfSounds } from './replay-sounds.js'
import { replayOfTable } from './replay-table.js'

interface ReplayFlags { readonly out?: string, readonly source?: string }

/** Makes the images of a mixed folder again from their plans; says whether they are the same. */
export async function replayMix (
  session: Session, folder: string, { out, source }: ReplayFlags
): Outcome {
  const { terminal, backend } = session
  if (await isMixedTable(folder)) return await replayOfTable(session, folder, source)
  if (await isMixedSounds(folder)) return await replayOfSounds(session, folder, { out, source })
  if (await cloudManifest(folder) !== undefined)
    return await replayOfClouds(session, folder, source)
  const bar = progress(terminal, `replay ${folder}`)
  try {
    const report = await replay(folder, {
      // Written or not, an image that is not the same is what this command is asked about.
      check: true,
      ...given({ out, source, backend }),
      signal: terminal.signal,
      onProgress: ({ done, total }) => { bar.update(done, total, '') }
    })
    bar.stop()
    const { count, differing, versions } = report
    tell(session, report, [
      `${count} images made again, ${differing.length === 0
        ? 'all of them the same bytes'
        : `${differing.length} of them not the same`}`,
      ...differing.map(({ file, levels }) => levels === undefined
        ? `  ${file} is missing or broken`
        : `  ${file} is off by up to ${levels} of 255`),
      ...versions.map(({ name, then, now }) => `note: mixed with ${name} ${then}, this is ${now}`)
    ])
    return differing.length === 0 ? exit.done : exit.found
  } finally {
    bar.stop()
  }
}
