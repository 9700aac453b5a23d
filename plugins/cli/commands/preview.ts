import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fail } from '../../../core/errors.js'
import { contactSheet, mixPage, overlaySvg } from '../../report/index.js'
import type { MixFigure } from '../../report/index.js'
import { lawCharts } from '../law-charts.js'
import { mixedFigures } from '../mixed-figures.js'
import { mixing } from '../mixing.js'
import { requireOut } from '../out-file.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'
import type { Flags } from '../settings.js'
import { asFlags, mixerOf, settingsOf } from '../settings.js'

interface PreviewFlags extends Flags { readonly out: string, readonly force?: boolean }

/** Shows what a mixer makes of a folder: an HTML page, or a contact sheet as PNG. */
export async function preview (session: Session, source: string, flags: PreviewFlags): Outcome {
  const { out, force = false } = flags
  const who = 'remixture preview'
  const settings = await settingsOf(who, flags, { count: 12 })
  const kind = path.extname(out).toLowerCase()
  if (kind !== '.html' && kind !== '.png')
    throw fail('OPTION', who, 'out', 'must end in .html or .png', out)
  await requireOut(who, out, force)
  const mixer = mixerOf(session.registry, settings)
  const folder = await mkdtemp(path.join(tmpdir(), 'remixture-preview-'))
  try {
    const report = await mixing(session, source, mixer, settings, { out: folder })
    const figures = await mixedFigures(folder, report.count)
    const facts = [
      ['mixer', settings.mixer],
      ['options', JSON.stringify(settings.options)],
      ['seed', String(settings.seed)],
      ['size', `${report.height} × ${report.width}`]
    ] as const
    await writeFile(out, kind === '.png'
      ? await sheetOf(figures, report.height, report.width)
      : mixPage({
        title: `${source}, mixed by ${mixer.name}`,
        about: [],
        facts,
        sections: [{ title: 'Mixes', figures }],
        charts: await lawCharts(session, mixer, [report.height, report.width, 3]),
        code: [['The whole folder:', ['npx remixture mix', source, ...asFlags(settings),
          '--out mixed'].join(' ')]]
      }))
    tell(session, { out, count: figures.length, skipped: report.skipped },
      [`${figures.length} mixes: ${out}`])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function sheetOf (
  figures: readonly MixFigure[], height: number, width: number
): Promise<Buffer> {
  const tiles = figures.map(({ image, plan, seen }) => ({
    image: Buffer.from(image.slice(image.indexOf(',') + 1), 'base64'),
    svg: overlaySvg(plan, seen)
  }))
  return await contactSheet(tiles, { height, width })
}
