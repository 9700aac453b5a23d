import type { BandwidthSuggestion, RealTargets } from '../../core/index.js'
import { cmixup } from '../../core/index.js'
import type { Html } from './html.js'
import type { ChartOptions } from './histogram.js'
import { asSvg, plotting } from './histogram.js'

/** How far the partners of C-Mixup lie from their rows. */
export interface PartnerDistribution {
  /** The bandwidth, or the suggestion that gave it. */
  readonly bandwidth: BandwidthSuggestion | number
  /** Where bins of distances start, and the end of the last. */
  readonly edges: readonly number[]
  /** The share of partners in every bin. What lies beyond the last edge is in none. */
  readonly partners: readonly number[]
  /** The share of partners that are drawn without a kernel, as mixup draws them. */
  readonly uniform: readonly number[]
  /** Mean distances, of both kinds. */
  readonly mean: { readonly partners: number, readonly uniform: number }
  /** As many equally likely partners would be as surprising: exp of the entropy, the mean. */
  readonly effective: number
}

export interface PartnerOptions {
  /** Bins of distances; 30 by default. */
  readonly bins?: number
  /** Rows that are looked at, evenly spaced; 400 by default. */
  readonly rows?: number
}

/**
 * The law of partners on real targets, computed and not drawn: what a bandwidth means.
 *
 * @param options - of `cmixup`
 * @throws what `cmixup` and `forTask` throw
 */
export function partnerDistribution (
  targets: RealTargets, options: Parameters<typeof cmixup>[0] = {}, look: PartnerOptions = {}
): PartnerDistribution {
  const { bins = 30, rows: most = 400 } = look
  const { data, shape } = 'shape' in targets
    ? targets
    : { data: targets, shape: [targets.length] }
  const size = shape[0]
  const width = data.length / size
  const pairing = cmixup(options).forTask(targets)
  const looked = Math.min(size, most)
  const rows = Array.from({ length: looked }, (_, k) => Math.floor((k + 0.5) * size / looked))
  const bandwidth = pairing.bandwidth as BandwidthSuggestion | number
  const reach = 4 * (typeof bandwidth === 'number' ? bandwidth : bandwidth.value)
  const edges = Array.from({ length: bins + 1 }, (_, bin) => reach * bin / bins)
  const [partners, uniform] = [new Float64Array(bins), new Float64Array(bins)]
  const mean = { partners: 0, uniform: 0 }
  let effective = 0
  for (const row of rows) {
    const shares = pairing.probabilities(row)
    effective += Math.exp(entropy(shares)) / looked
    shares.forEach((share, j) => {
      const distance = distanceOf(data, width, row, j)
      const bin = Math.floor(distance / reach * bins)
      mean.partners += share * distance / looked
      mean.uniform += distance / size / looked
      if (bin >= bins) return
      partners[bin] += share / looked
      uniform[bin] += 1 / size / looked
    })
  }
  return { bandwidth, edges, partners: [...partners], uniform: [...uniform], mean, effective }
}

function entropy (shares: Float64Array): number {
  return shares.reduce((sum, share) => share > 0 ? sum - share * Math.log(share) : sum, 0)
}

function distanceOf (
  data: Float32Array | Float64Array, width: number, i: number, j: number
): number {
  let square = 0
  for (let k = 0; k < width; k++) square += (data[i * width + k] - data[j * width + k]) ** 2
  return Math.sqrt(square)
}

/**
 * The distances of partners, bars, and those of partners drawn without a kernel, a line, as SVG.
 *
 * @throws MISSING_PEER unless `@observablehq/plot` and `@mixmark-io/domino` are installed
 */
export async function partnerChart (
  { edges, partners, uniform }: PartnerDistribution,
  { width = 360, height = 170 }: ChartOptions = {}
): Promise<Html> {
  const { plot, document } = await plotting('the chart of partners')
  const bars = partners.map((share, bin) => ({ from: edges[bin], to: edges[bin + 1], share }))
  const line = uniform.flatMap((share, bin) =>
    [edges[bin], edges[bin + 1]].map(x => ({ x, share })))
  const chart = plot.plot({
    document,
    width,
    height,
    x: { label: 'distance of partners' },
    y: { label: 'share', grid: true },
    marks: [
      plot.rectY(bars, { x1: 'from', x2: 'to', y: 'share', fill: '#3d5a80', fillOpacity: 0.75 }),
      plot.line(line, { x: 'x', y: 'share', stroke: '#e07a5f', strokeWidth: 2 }),
      plot.ruleY([0])
    ]
  })
  return asSvg(chart)
}
