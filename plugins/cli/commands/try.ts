import { stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { tryFolder } from '../../io/index.js'
import type { FolderSummary } from '../../io/index.js'
import { fail } from '../../../core/errors.js'
import { mixPage } from '../../report/index.js'
import { belongingTo } from '../../io/images/belonging.js'
import { exists } from '../exists.js'
import { lawCharts } from '../law-charts.js'
import { columns } from '../lines.js'
import { lookAt } from '../look.js'
import { mixedFigures } from '../mixed-figures.js'
import { given, mixing } from '../mixing.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'
import type { Flags, Settings } from '../settings.js'
import { mixerOf, settingsOf } from '../settings.js'
import { commandFor, programFor } from '../starting-points.js'

const who = 'remixture try'
/** Mixes on the page. */
const COUNT = 12
/** What images are made to fit where they differ and nobody said more: rows, columns. */
const SIZE = [160, 160] as const

interface TryFlags extends Flags { readonly out: string, readonly force?: boolean }

/** Looks at a folder or a file, says what it found, and shows mixes of it. */
export async function tryPath (session: Session, source: string, flags: TryFlags): Outcome {
  if (!(await stat(source)).isDirectory()) return await tryFile(session, source)
  const { out, force = false } = flags
  if (!force && await exists(out))
    throw fail('OPTION', who, 'out', 'must not be there yet, or give --force', out)
  const asked = await settingsOf(who, flags,
    { options: isDefault(flags) ? { per: 'sample' } : {}, count: COUNT })
  const belongs = [asked.masks, asked.boxes].every(each => each === undefined) &&
    asked.labels === undefined ? await belongingTo(source) : {}
  const { size, fit, split, seed, labels, masks, boxes, classes, colours, strict } =
    { ...asked, ...belongs }
  const found = await tryFolder(source,
    given({ size, fit, split, seed, labels, masks, boxes, classes, colours, strict }))
  const settings = fitted({ ...asked, ...belongs }, found)
  const mixer = mixerOf(session.registry, settings)
  const report = await mixing(session, source, mixer, settings, { out, force })
  const page = path.join(out, 'index.html')
  const facts = factsOf(found)
  const [command, program] = [commandFor(source, settings), programFor(source, settings, found)]
  const figures = await mixedFigures(out, COUNT)
  await writeFile(page, mixPage({
    title: `${path.basename(found.path)}: ${figures.length} mixes`,
    about: [`Mixed by ${settings.mixer}, ${JSON.stringify(settings.options)}, seed ` +
      `${settings.seed}. "remixture replay" makes the same images again from their plans.`],
    facts,
    sections: [{ title: 'Mixes', figures }],
    charts: await lawCharts(session, mixer, [report.height, report.width, 3]),
    code: [['As many as you like:', command], ['In a program:', program]]
  }))
  tell(session, { found, report, page, command, program }, [
    ...columns(facts), '', `${figures.length} mixes, to be opened in a browser:`, `  ${page}`, '',
    'As many as you like:', `  ${command}`, '', 'In a program:',
    ...program.split('\n').map(line => `  ${line}`)
  ])
}

/** The mixer is the one this command chose. */
function isDefault ({ mixer, config }: Flags): boolean {
  return mixer === undefined && config === undefined
}

async function tryFile (session: Session, file: string): Outcome {
  const look = await lookAt(file)
  tell(session, look, [
    `${file}: ${look.kind}`, ...columns(look.facts.map(([name, value]) => [`  ${name}`, value])),
    '', 'In a program:', ...look.program.map(line => `  ${line}`)
  ])
}

/** Where images differ in size and nobody said what to do about it, they are cut to one. */
function fitted (settings: Settings, { sizes }: FolderSummary): Settings {
  const size = settings.size ?? (sizes.length === 1 ? undefined : [...SIZE] as [number, number])
  const fit = settings.fit ?? (size === undefined ? undefined : 'cover')
  return { ...settings, ...size === undefined ? {} : { size }, ...fit === undefined ? {} : { fit } }
}

function factsOf (found: FolderSummary): Array<readonly [name: string, value: string]> {
  const { count, classes, splits, formats, sizes, broken, others, carries } = found
  const counted = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts).map(([name, count]) => `${name} ${count}`).join(', ')
  const shown = sizes.slice(0, 4)
    .map(({ height, width, count }) => `${height} × ${width} (${count})`)
  return [
    ['images', `${count} (${counted(formats)})`],
    ...carries === undefined ? [] : [['targets', carries] as const],
    ['classes', Object.keys(classes).length === 0
      ? carries === undefined ? 'none: images are in the folder itself' : 'without names'
      : counted(classes)],
    ...Object.keys(splits).length > 1 ? [['splits', counted(splits)] as const] : [],
    ['sizes', shown.join(', ') + (sizes.length > 4 ? `, and ${sizes.length - 4} more` : '')],
    ['broken', broken.length === 0
      ? 'none' : broken.map(({ path, problem }) => `${path} ${problem}`).join('; ')],
    ...others > 0 ? [['other files', String(others)] as const] : []
  ]
}
