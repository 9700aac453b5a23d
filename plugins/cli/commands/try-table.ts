import { surveyTable } from '../../io/index.js'
import type { TableSurvey } from '../../io/index.js'
import { asCode, quoted } from '../../report/index.js'
import { columns } from '../lines.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'
import { shellQuoted } from '../settings.js'
import type { TableFlags } from '../table-settings.js'
import { asTableFlags, tableSettingsOf } from '../table-settings.js'

/** Columns that are told one by one. */
const SHOWN = 30

/** Says what a table seems to hold, and how it is mixed by the command and in a program. */
export async function tryTable (session: Session, file: string, flags: TableFlags): Outcome {
  const settings = await tableSettingsOf('remixture try', flags)
  const { header, delimiter, empty } = settings
  const found = await surveyTable(file, {
    ...settings.target !== undefined && { target: [settings.target].flat()[0] },
    header, ...delimiter !== undefined && { delimiter }, empty
  })
  const { target, exclude, categories, missing } = found
  const command = ['npx remixture mix', shellQuoted(file),
    ...asTableFlags({ ...settings, target, exclude: [...exclude], categories, missing }),
    '--out mixed'].join(' ')
  const program = programOf(file, found, header)
  tell(session, { ...found, command, program }, [
    `${file}: a table of ${found.rows} rows`,
    ...columns(found.columns.slice(0, SHOWN).map(column =>
      [`  ${column.name}`, column.kind, aboutOf(column), noteOf(column.name, found)])),
    ...found.columns.length > SHOWN ? [`  … ${found.columns.length} columns`] : [],
    '', 'As many mixes as rows, by C-Mixup:', `  ${command}`, '', 'In a program:',
    ...program.map(line => `  ${line}`)
  ])
}

function aboutOf (
  { missing, least, greatest, levels, reason }: TableSurvey['columns'][number]
): string {
  return [
    ...reason === undefined ? [] : [reason],
    ...least === undefined ? [] : [`${least} … ${greatest}`],
    ...levels === undefined ? [] : [`${levels} different`],
    ...missing === 0 ? [] : [`${missing} missing`]
  ].join(', ')
}

function noteOf (name: string, { target, exclude, categories }: TableSurvey): string {
  if (name === target) return 'predicted'
  if (exclude.includes(name)) return 'left out'
  return Object.hasOwn(categories, name) ? 'one-hot' : ''
}

function programOf (file: string, found: TableSurvey, header: boolean): string[] {
  const { target, exclude, categories, missing } = found
  const options = asCode({
    target,
    ...exclude.length > 0 && { exclude: [...exclude] },
    ...Object.keys(categories).length > 0 && { categories },
    ...missing !== 'error' && { missing },
    ...!header && { header }
  })
  return [
    "import { cmixup, createMixer, useBackend } from 'remixture'",
    "import { mixup } from 'remixture/regression'",
    "import { readTable } from 'remixture/io'",
    '',
    'await useBackend()',
    `const table = await readTable(${quoted(file)}, ${options})`,
    "const mixer = mixup({ alpha: 2, pairing: cmixup({ bandwidth: 'auto' }) })",
    'const mix = createMixer(mixer, { seed: 7 })',
    'for await (const { x, y } of mix.batches(table, { size: 64 })) {',
    '  console.log(x.shape, y.shape)',
    '  x.dispose()',
    '  y.dispose()',
    '}'
  ]
}
