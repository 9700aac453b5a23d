import { fail } from '../../../core/errors.js'
import { mixTable } from '../../io/index.js'
import { given } from '../mixing.js'
import { progress } from '../progress.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'
import type { TableFlags } from '../table-settings.js'
import { tableMixer, tableSettingsOf } from '../table-settings.js'

interface MixTableFlags extends TableFlags {
  readonly out: string
  readonly force?: boolean
  readonly dryRun?: boolean
}

/** Writes mixed rows of a table, with the rows they are made of, plans and a manifest. */
export async function mixTableCommand (
  session: Session, source: string, flags: MixTableFlags
): Outcome {
  const { terminal, registry } = session
  const { out, force = false, dryRun = false } = flags
  const settings = await tableSettingsOf('remixture mix', flags)
  const { domain: _domain, mixer: _mixer, options: _options, target, ...rest } = settings
  if (target === undefined) {
    throw fail('OPTION', 'remixture mix', 'target',
      'must name the column that is predicted: --target price', target)
  }
  const { name, options } = tableMixer(settings)
  const bar = progress(terminal, `mix ${source}`)
  try {
    const report = await mixTable(source, registry.configure(name, options), {
      ...given(rest), target, out, force, dryRun, registry, signal: terminal.signal,
      onProgress: ({ type, done, total }) => {
        bar.update(done, total, type === 'read' ? 'rows read' : 'rows mixed')
      }
    })
    bar.stop()
    const { rows, used, train, count, made, features, targets } = report
    tell(session, report, [
      `${rows} rows, ${used === rows ? 'all' : used} of them used, ${train} in train; ` +
        `${features.length} features, ${targets.join(' and ')} predicted`,
      ...report.bandwidth === undefined
        ? []
        : [`bandwidth ${Number(report.bandwidth.toPrecision(4))}, in units of the target`],
      dryRun
        ? `would write about ${count} rows to ${out}`
        : `${made} rows written by ${name}, ${count} in ${out}`,
      ...dryRun ? [] : [`check them: remixture replay ${out}`]
    ])
  } finally {
    bar.stop()
  }
}
