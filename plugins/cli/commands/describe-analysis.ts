import { writeFile } from 'node:fs/promises'
import { fail } from '../../../core/errors.js'
import type { MixerDescription, Registry } from '../../../core/index.js'
import type { PixelPairs } from '../../report/index.js'
import { pairChart, pixelPairs } from '../../report/index.js'
import { columns } from '../lines.js'
import { requireOut } from '../out-file.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'

export interface AnalysisFlags {
  readonly analysis?: boolean
  /** Where the chart goes, as SVG. */
  readonly out?: string
}

/** Whom a mixer is shown beside. */
const beside = ['image/mixup', 'image/hmix', 'image/gmix', 'image/cutmix']
/** Distances in the table, in pixels of 32 × 32. */
const shown = [0, 1, 2, 4, 8, 12, 16, 24, 32]

/** How a mixer regularises pairs of pixels by their distance, beside those the analysis is from. */
export async function describeAnalysis (
  session: Session, name: string, { out }: AnalysisFlags
): Outcome {
  const { registry } = session
  if (out !== undefined) await requireOut('remixture describe', out, true)
  const part = registry.get('mixer', name)
  const { domain } = part.description as MixerDescription
  if (domain !== 'image' && domain !== 'any')
    throw fail('OPTION', 'remixture describe', 'analysis', 'is of mixers of images', domain)
  const { signals = [], pools = [] } = part.description as MixerDescription
  const lacks = [...signals, ...pools.filter(pool => pool !== 'previous')]
  if (lacks.length > 0) {
    throw fail('OPTION', 'remixture describe', 'analysis',
      'must be of a mixer that plans without images; pixelPairs takes signals', lacks)
  }
  const listed = registry.list('mixer').find(each => each.part === part)?.name ?? name
  const found = new Map([...new Set([listed, ...beside])].map(mixer =>
    [mixer, analysed(registry, mixer)]))
  if (out !== undefined) await writeFile(out, (await pairChart(found)).html)
  const { distances } = found.get(listed)!
  const rows = shown.map(distance => distances.indexOf(distance)).filter(k => k >= 0)
  const number = (weight: number): string => weight.toFixed(4)
  tell(session, { name: listed, frame: [32, 32], analysis: Object.fromEntries(found) }, [
    `${listed}: by how much it penalises the product of the gradients of two pixels, on images ` +
      'of 32 × 32 (arXiv:2208.09913)',
    '',
    ...columns([
      ['distance', ...found.keys()],
      ...rows.map(k => [String(distances[k]),
        ...[...found.values()].map(({ weights }) => number(weights[k]))]),
      ['one pixel', ...[...found.values()].map(({ first }) => number(first))]
    ]),
    ...out === undefined ? [] : ['', `The same as a picture: ${out}`]
  ])
}

/** Two images are each other's partners; a mixer that finds partners itself has eight to choose. */
function analysed (registry: Registry, mixer: string): PixelPairs {
  const { pairing } = registry.get('mixer', mixer).description as MixerDescription
  return pairing === 'own'
    ? pixelPairs(registry.configure(mixer), registry, { size: 8 })
    : pixelPairs(registry.configure(mixer, { pairing: 'roll' }), registry)
}
