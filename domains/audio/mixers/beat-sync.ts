import * as z from 'zod/mini'
import type { Draft, Draws, Facts, Mixer, Pairing, Step } from '../../../core/index.js'
import { boxes, count, factoryOf, inject, mixer, numbers, option, over, own, positive, probability,
  rows, times } from '../../../core/index.js'
import type { BeatTracker } from '../onset/tracker.js'
import { BEAT_TRACKER } from '../onset/tracker.js'
import { cutOf, whole } from '../beat-cuts.js'
import { gainsOf } from '../signals/gains.js'
import { mapsOf, requireHost } from '../signals/maps.js'

const options = z.object({
  probability: probability.default(0.5).describe('how often a row is mixed'),
  beta: positive.default(5).describe('λ ~ Beta(beta, beta)'),
  shortest: count.default(100).describe('samples that must be left, and more'),
  segment: count.optional().describe('samples of an output; absent: those of a row'),
  align: option(z.enum(['downbeat', 'beat', 'none'])).default('downbeat')
    .describe('what both begin at: a downbeat, a beat, or their first sample'),
  choose: option(z.enum(['random', 'first'])).default('random').describe('which of them'),
  crop: option(z.enum(['random', 'center'])).default('random')
    .describe('where a longer mix is cut: anywhere, or in its middle (evaluation)'),
  normalise: option(z.boolean()).default(true).describe('mean 0 and peak 0.5 afterwards'),
  target: option(z.enum(['mix', 'anchor', 'union', 'dominant'])).default('mix').describe(
    'the target of both by λ, of the row itself (the paper), of both as a set, or of the louder'),
  fallback: option(z.enum(['anchor', 'mixup', 'throw'])).default('anchor')
    .describe('without beats: the row itself, mixup from the first sample, or an error'),
  stretch: option(z.enum(['none', 'wsola'])).default('none')
    .describe('whether partners are brought to the tempo of the row at the same pitch'),
  maxStretch: option(z.number().check(z.gt(0), z.lte(0.5))).default(0.06)
    .describe('how much longer or shorter a partner may become; beyond it stays as it is'),
  gain: option(z.enum(['raw', 'rms', 'lufs'])).default('raw')
    .describe('partners as loud as they are (the paper), or as the row by its level or loudness'),
  sampleRate: option(z.number().check(z.gte(1000, 'must be a rate of at least 1000 Hz'))).optional()
    .describe('in Hz; needed to stretch, for loudness, and where beats are not given')
})

export type BeatSyncOptions = z.output<typeof options>

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
 * only the first channel.
 */
@mixer({
  name: 'beat-sync',
  domain: 'audio',
  paper: 'arXiv:2308.01546',
  options,
  optionalSignals: ['beats', 'rms']
})
export class BeatSync implements Mixer<BeatSyncOptions> {
  constructor (@inject(BEAT_TRACKER) private readonly tracker: BeatTracker) {}

  plan (facts: Facts & Pairing, chosen: BeatSyncOptions, draw: Draws): Draft {
    const { size, frame: [time], pair } = facts
    const { target, segment, normalise, crop, sampleRate } = chosen
    if (chosen.stretch !== 'none') requireHost(facts, sampleRate, 'stretch')
    const { pool, rows: partners } = pair()
    const maps = mapsOf(facts, 'batch', this.tracker, sampleRate)
    const others = pool === 'batch' ? maps : mapsOf(facts, pool, this.tracker, sampleRate)
    const cuts = times(size, i => pool === 'batch' && partners[i] === i
      ? whole(maps[i], time)
      : cutOf(maps[i], others[partners[i]], time, chosen, draw))
    const view: Step[] = []
    if (chosen.stretch !== 'none') {
      view.push({
        step: 'stretch',
        start: rows(size, i => cuts[i].partnerFrom),
        ratio: numbers(size, i => cuts[i].ratio),
        sampleRate: sampleRate!
      })
    }
    if (chosen.gain !== 'raw') {
      view.push({ step: 'gain',
        by: gainsOf(facts, { pool, rows: partners }, chosen.gain, sampleRate) })
    }
    const box = cuts.map(({ length }) => ({ time: [0, length] as const }))
    const part = (starts: readonly number[]) => boxes(box, cuts.map(({ length }, i) =>
      ({ time: [starts[i], starts[i] + length] as const })))
    const weights = numbers(size, i => weightOf(cuts[i].share, target))
    const length = rows(size, i => cuts[i].length)
    const start = (): Int32Array => rows(size, i => {
      const spare = Math.max(0, length[i] - (segment ?? 0))
      return crop === 'random' ? draw.int('crop', spare + 1) : Math.floor(spare / 2)
    })
    return {
      ...target === 'union' ? { targets: 'union' as const } : {},
      layers: [
        own({ where: part(cuts.map(({ from }) => from)), weight: weights }),
        over({ pool, rows: partners }, {
          ...view.length > 0 ? { view } : {},
          where: part(cuts.map(cut => chosen.stretch === 'none' ? cut.partnerFrom : 0)),
          coefficient: numbers(size, i => 1 - cuts[i].share),
          weight: weights.map(weight => 1 - weight)
        })
      ],
      after: [
        ...normalise
          ? [{ step: 'remove-mean', samples: length }, { step: 'to-peak', to: 0.5 }] as const
          : [],
        ...segment === undefined ? [] : [{ step: 'crop', start: start(), length: segment } as const]
      ]
    }
  }
}

/** Makes configured mixers of `BeatSync`. */
export const beatSync = factoryOf<typeof options>(BeatSync)

/** What the row itself weighs. A set holds whatever weighs anything. */
function weightOf (share: number, target: BeatSyncOptions['target']): number {
  if (target === 'anchor') return 1
  return target === 'dominant' ? Number(share >= 0.5) : share
}
