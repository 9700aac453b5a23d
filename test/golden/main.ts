import { parseArgs } from 'node:util'
import { useBackend } from '../../core/index.js'
import { adapters as anywhere } from './adapters/index.js'
import { adaptersOnDisk } from './adapters/on-disk.js'
import { findFiles } from './files.js'
import { fails, report, reportControl } from './report.js'
import { verifyFile, type FileReport } from './verify.js'

const adapters = { ...anywhere, ...adaptersOnDisk }

/** The files that come with the project, seen from its root. */
const own = 'test/golden/data'

/**
 * Runs golden files: `[FOLDER …] [--backend cpu] [--control] [--skip-missing]`.
 *
 * @param write - gets every line
 * @returns whether all cases passed, or, with `--control`, whether every one was caught
 * @throws Error for arguments that are none, and for folders without golden files
 */
export async function main (
  args: readonly string[], write: (line: string) => void
): Promise<boolean> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      backend: { type: 'string', default: 'cpu' },
      control: { type: 'boolean', default: false },
      'skip-missing': { type: 'boolean', default: false }
    }
  })
  const files = findFiles(positionals.length === 0 ? [own] : positionals)
  const { control, 'skip-missing': skipMissing } = values
  const backend = await useBackend(values.backend)
  write(`${control ? 'control of ' : ''}${files.length} golden files on ${backend}`)
  const reports: FileReport[] = []
  for (const file of files) reports.push(await verifyFile(file, { adapters, skipMissing, control }))
  const lines = control ? reportControl(reports) : report(reports)
  for (const line of lines) write(line)
  const cases = reports.flatMap(each => each.cases)
  return control ? cases.every(each => each.caught) : !cases.some(fails)
}
