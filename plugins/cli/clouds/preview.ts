import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fail } from '../../../core/errors.js'
import { exists } from '../exists.js'
import { requireOut } from '../out-file.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'
import { shellQuoted } from '../settings.js'
import { cloudSettingsOf } from './settings.js'
import type { CloudFlags, CloudSettings } from './settings.js'
import { pageOf, sheetOf, shownMixes, writePictures } from './shown.js'

/** Mixes on a page. */
const COUNT = 4

type ShowFlags = CloudFlags & { readonly out: string }

/** Shows what a mixer makes of a folder of scans: a page to turn them about, or a PNG. */
export async function previewClouds (
  session: Session, source: string, flags: ShowFlags
): Outcome {
  const who = 'remixture preview'
  const { out, force = false } = flags
  const kind = path.extname(out).toLowerCase()
  if (kind !== '.html' && kind !== '.png')
    throw fail('OPTION', who, 'out', 'must end in .html or .png', out)
  await requireOut(who, out, force)
  const settings = cloudSettingsOf(who, flags)
  const shown = await shownMixes(session, source, settings, settings.count ?? COUNT)
  await writeFile(out, kind === '.png'
    ? await sheetOf(shown.clouds)
    : await pageOf(shown, source, settings, commandFor(source, settings, shown.folder.layout)))
  tell(session, { out, count: shown.clouds.length }, [`${shown.clouds.length} mixes: ${out}`])
}

/** Says what a folder of scans holds, and shows mixes of it. */
export async function tryClouds (session: Session, source: string, flags: ShowFlags): Outcome {
  const who = 'remixture try'
  const { out, force = false } = flags
  if (!force && await exists(out))
    throw fail('OPTION', who, 'out', 'must not be there yet, or give --force', out)
  const settings = cloudSettingsOf(who, flags)
  const shown = await shownMixes(session, source, settings, settings.count ?? COUNT)
  const { folder, clouds, mixer } = shown
  await mkdir(out, { recursive: true })
  const command = commandFor(source, settings, folder.layout)
  const page = path.join(out, 'index.html')
  await writeFile(page, await pageOf(shown, source, settings, command))
  const pictures = await writePictures(clouds, out)
  const labelled = folder.scans.filter(scan => scan.labelled).length
  tell(session, { layout: folder.layout, scans: folder.scans.length, labelled, mixer, page,
    pictures, command }, [
    // Whether files of points hold labels only reading them would tell
    `${folder.scans.length} scans, ${folder.layout === 'plain' ? '' : `${
      labelled} of them with labels, `}laid out as ${folder.layout}`,
    '', `${clouds.length} mixes by ${mixer}, to be opened in a browser:`, `  ${page}`,
    '', 'All of them:', `  ${command}`
  ])
}

function commandFor (
  source: string, { mixer, options, seed, batch, split }: CloudSettings, layout: string
): string {
  return [
    'npx remixture mix', shellQuoted(source), '--domain pointcloud', '--layout', layout,
    ...mixer === undefined ? [] : ['--mixer', shellQuoted(mixer)],
    ...Object.keys(options).length === 0 ? [] : ['--options', shellQuoted(JSON.stringify(options))],
    ...batch === undefined ? [] : ['--batch', String(batch)],
    ...split === undefined ? [] : ['--split', shellQuoted(split)],
    '--seed', String(seed), '--out mixed'
  ].join(' ')
}
