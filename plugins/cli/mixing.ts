import type { ConfiguredMixer } from '../../core/index.js'
import type { MixFolderOptions, MixReport } from '../io/index.js'
import { mixFolder } from '../io/index.js'
import { progress } from './progress.js'
import type { Session } from './session.js'
import type { Settings } from './settings.js'

/** Mixes a folder, and shows how far it is. Broken images are told as they are met. */
export async function mixing (
  session: Session, source: string, mixer: ConfiguredMixer, settings: Settings,
  options: Pick<MixFolderOptions, 'out' | 'force' | 'dryRun' | 'batch'>
): Promise<MixReport> {
  const { terminal, registry, backend } = session
  const bar = progress(terminal, `mix ${source}`)
  try {
    return await mixFolder(source, mixer, {
      ...options,
      ...given({ backend, ...folderOptions(settings) }),
      registry,
      signal: terminal.signal,
      onProgress: event => {
        if (event.type === 'start' || event.type === 'progress') {
          bar.update(event.done, event.total, '')
        }
        if (event.type === 'skipped') {
          terminal.err(terminal.interactive
            ? `\nleft out: ${event.file} ${event.problem}\n`
            : `${JSON.stringify({ event: 'skipped', file: event.file, problem: event.problem })}\n`)
        }
      }
    })
  } finally {
    bar.stop()
  }
}

/** What `mixFolder` takes of the settings: all but the mixer. */
function folderOptions ({ mixer: _mixer, options: _options, ...rest }: Settings): Omit<Settings,
  'mixer' | 'options'> {
  return rest
}

/** An object without what is undefined. */
export function given<T extends object> (options: T): T {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined)) as T
}
