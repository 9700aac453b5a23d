import { writeFile } from 'node:fs/promises'
import type { MixerDescription } from '../../../core/index.js'
import type { MixFigure, MixSection } from '../../report/index.js'
import { embedded, mixPage, mixedBytes, piecesOf, readHeads, shownOptions } from
  '../../report/index.js'
import type { Drawn } from '../drawn-photos.js'
import { drawnPhotos } from '../drawn-photos.js'
import { requireOut } from '../out-file.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'

/** Writes a page on which every mixer mixes the same four pictures. */
export async function demo (
  session: Session, { out, force = false }: { readonly out: string, readonly force?: boolean }
): Outcome {
  await requireOut('remixture demo', out, force)
  const photos = await drawnPhotos()
  const heads = await readHeads(session.plugins)
  const sections: MixSection[] = []
  for (const { name, part } of session.registry.list('mixer', { domain: 'image' })) {
    const { name: short, pools = [], signals = [], onTensors = false } =
      part.description as MixerDescription
    if (onTensors || pools.length + signals.length > 0) continue
    const figures = await mixed(session, name, photos)
    sections.push({ title: name, figures, about: (heads.get(name) ?? heads.get(short))?.[0] ?? '' })
  }
  await writeFile(out, mixPage({
    title: 'remixture: what the mixers do',
    about: ['Every mixer mixes the same four pictures, each a class of its own.'],
    facts: [['seed', String(seed)], ['mixers', String(sections.length)]],
    sections
  }))
  tell(session, { page: out, mixers: sections.map(({ title }) => title) }, [
    `${sections.length} mixers on one page: ${out}`, 'Open it in a browser.'
  ])
}

const seed = 7

async function mixed (
  { registry }: Session, name: string, photos: readonly Drawn[]
): Promise<MixFigure[]> {
  const { height, width } = photos[0]
  const cells = height * width * 3
  const data = Uint8Array.from(photos.flatMap(photo => [...photo.data]))
  const x = { data, shape: [photos.length, height, width, 3] }
  const classes = photos.length
  const mix = registry.create(name, shownOptions(name), { seed, targets: { label: { classes } } })
  const given = { x, label: Int32Array.from(photos, (_, i) => i) }
  const plan = mix.plan(given)
  const batch = await mixedBytes(mix, given, plan)
  const seen = plan.then === undefined ? piecesOf(plan) : []
  const sources = photos.map(photo => photo.name)
  return await Promise.all(Array.from({ length: batch.x.shape[0] }, async (_, i) => {
    const pixels = batch.x.data.subarray(i * cells, (i + 1) * cells)
    const shares = Array.from(batch.label).slice(i * classes, (i + 1) * classes)
    return {
      image: await embedded({ data: pixels, height, width, channels: 3 }),
      plan,
      seen: seen[i] ?? [],
      sources,
      label: shares.map((share, row) => ({ name: sources[row], share }))
        .filter(({ share }) => share > 0)
    }
  }))
}
