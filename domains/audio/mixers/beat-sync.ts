import type {
  Boxes, Draft, Draws, Facts, Layer, Mixer, Pairing, Partners, Step
} from '../../../core/index.js'
import {
  boxes, factoryOf, inject, mixer, numbers, over, own, rows, sum, times
} from '../../../core/index.js'
import type { BeatTracker } from '../onset/tracker.js'
import { BEAT_TRACKER } from '../onset/tracker.js'
import type { Cut } from '../beat-cuts.js'
import { cutOf, whole } from '../beat-cuts.js'
import type { BeatSyncOptions } from '../beat-options.js'
import { beatSyncOptions } from '../beat-options.js'
import { clipped } from '../clipping.js'
import { gainsOf } from '../signals/gains.js'
import { mapsOf, requireHost } from '../signals/maps.js'

/**
 * Beat-synchronous audio mixup (BAM): two pieces of music from a downbeat of each on, so that their
 * bars run together.
 *
 * Chen et al., MusicLDM, ICASSP 2024, arXiv:2308.01546; facts of its training loader. With a
 * probability, a downbeat of each but its last one, as far as both go, λ ~ Beta(5, 5); then the
 * mean becomes 0, the peak 0.5, and `segment` samples are cut from anywhere, or filled up with
 * zeros. Pairs are of one tempo: `pairing: tempoGroups()`. A row that cannot be mixed (less than
 * two downbeats, no partner, an overlap of up to `shortest` samples) is heard whole.
 *
 * The signal `beats` has a beat map for every row. Without it the service `BEAT_TRACKER` listens to
 * every batch anew, which needs `sampleRate` and samples on the host; so do stretching and gains.
 * The paper keeps the caption of the row, `target: 'anchor'`; it mixes with probability 0.5, and
 * only the first channel, `channels: 'first'`. `unmixedRows(plan)` says which rows are heard alone,
 * and why.
 *
 * With `crossfade` the part of a row that gives way to its partner does so with equal power: so
 * many samples from the beat on they cross, and back at the end. The target keeps λ.
 */
@mixer({
  name: 'beat-sync',
  domain: 'audio',
  paper: 'arXiv:2308.01546',
  options: beatSyncOptions,
  optionalSignals: ['beats', 'rms']
})
export class BeatSync implements Mixer<BeatSyncOptions> {
  constructor (@inject(BEAT_TRACKER) private readonly tracker: BeatTracker) {}

  plan (facts: Facts & Pairing, chosen: BeatSyncOptions, draw: Draws): Draft {
    const { size, frame: [time], pair } = facts
    const { target, segment, crop, sampleRate } = chosen
    if (chosen.stretch !== 'none') requireHost(facts, sampleRate, 'stretch')
    const partners = pair()
    const { pool } = partners
    const maps = mapsOf(facts, 'batch', this.tracker, sampleRate)
    const others = pool === 'batch' ? maps : mapsOf(facts, pool, this.tracker, sampleRate)
    const cuts = times(size, i => pool === 'batch' && partners.rows[i] === i
      ? whole(maps[i], time, 'no-partner')
      : cutOf(maps[i], others[partners.rows[i]], time, chosen, draw))
    const length = rows(size, i => cuts[i].length)
    const start = (): Int32Array => rows(size, i => {
      const spare = Math.max(0, length[i] - (segment ?? 0))
      return crop === 'random' ? draw.int('crop', spare + 1) : Math.floor(spare / 2)
    })
    return {
      ...target === 'union' ? { targets: 'union' as const } : {},
      layers: layersOf(cuts, partners, viewOf(facts, cuts, partners, chosen), chosen),
      after: [
        ...closing(chosen, length),
        ...segment === undefined
          ? []
          : [{ step: 'crop', start: start(), length: segment } as const],
        ...cuts.some(({ because }) => because !== undefined)
          ? [{ step: 'heard-alone', because: cuts.map(({ because }) => because ?? '') } as const]
          : []
      ]
    }
  }
}

/** Makes configured mixers of `BeatSync`. */
export const beatSync = factoryOf<typeof beatSyncOptions>(BeatSync)

/** How partners are heard: at the tempo of the row, and as loud. */
function viewOf (
  facts: Facts, cuts: readonly Cut[], partners: Partners,
  { stretch, gain, sampleRate }: BeatSyncOptions
): Step[] {
  const view: Step[] = []
  if (stretch !== 'none') {
    view.push({
      step: 'stretch',
      start: rows(cuts.length, i => cuts[i].partnerFrom),
      ratio: numbers(cuts.length, i => cuts[i].ratio),
      sampleRate: sampleRate!
    })
  }
  if (gain !== 'raw')
    view.push({ step: 'gain', by: gainsOf(facts, partners, gain, sampleRate) })
  return view
}

function layersOf (
  cuts: readonly Cut[], partners: Partners, view: readonly Step[],
  { target, stretch, crossfade: samples }: BeatSyncOptions
): Layer[] {
  const size = cuts.length
  // What is stretched begins with its cut
  const partnerFrom = rows(size, i => stretch === 'none' ? cuts[i].partnerFrom : 0)
  const from = rows(size, i => cuts[i].from)
  const part = (starts: Int32Array): Boxes => boxes(
    cuts.map(({ length }) => ({ time: [0, length] as const })), cuts.map(({ length }, i) =>
      ({ time: [starts[i], starts[i] + length] as const })))
  const weights = numbers(size, i => weightOf(cuts[i].share, target))
  const mine = { where: part(from), weight: weights }
  const theirs = { where: part(partnerFrom), weight: weights.map(weight => 1 - weight) }
  const share = numbers(size, i => 1 - cuts[i].share)
  if (samples === 0) {
    return [own(mine), over(partners,
      { ...view.length > 0 ? { view } : {}, ...theirs, coefficient: share })]
  }
  const fade = (side: 'in' | 'out', start: Int32Array): Step => ({
    step: 'fade', start, end: start.map((first, i) => first + cuts[i].length), share, samples, side
  })
  return [sum({ pool: 'batch' }, { view: [fade('out', from)], ...mine }),
    sum(partners, { view: [...view, fade('in', partnerFrom)], ...theirs })]
}

/** What is done to mixes so many samples long, but for cutting them. */
function closing (
  { channels, normalise, peak, clip }: BeatSyncOptions, length: Int32Array
): Step[] {
  return [
    ...channels === 'first' ? [{ step: 'first-channel' } as const] : [],
    ...normalise === true || normalise === 'mean'
      ? [{ step: 'remove-mean', samples: length } as const]
      : [],
    ...normalise === true || normalise === 'peak' ? [{ step: 'to-peak', to: peak } as const] : [],
    ...clipped(clip)
  ]
}

/** What the row itself weighs. A set holds whatever weighs anything. */
function weightOf (share: number, target: BeatSyncOptions['target']): number {
  if (target === 'anchor') return 1
  return target === 'dominant' ? Number(share >= 0.5) : share
}
