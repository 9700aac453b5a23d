import * as z from 'zod/mini'
import { boxes, count, defineMixer, numbers, option, over, own, positive, probability, rows,
  times } from '../../../core/index.js'
import type { Draws } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import type { BeatMap } from '../signals/beat-map.js'
import { ofPool } from '../signals/per-pool.js'

/** From where both sounds are heard, for how long, and how much of the row itself. */
interface Cut {
  readonly from: number
  readonly partnerFrom: number
  readonly length: number
  readonly share: number
}

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
 * The signal `beats` has a beat map for every row. The paper keeps the caption of the row,
 * `target: 'anchor'`; it mixes with probability 0.5, and only the first channel.
 */
export const beatSync = defineMixer({
  name: 'beat-sync',
  domain: 'audio',
  paper: 'arXiv:2308.01546',
  options: z.object({
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
      .describe('without beats: the row itself, mixup from the first sample, or an error')
  }),
  signals: ['beats'],

  plan (facts, options, draw) {
    const { size, frame: [time], pools, pair, signals } = facts
    const { target, segment, normalise, crop } = options
    const { pool, rows: partners } = pair()
    const maps = ofPool<readonly BeatMap[]>(signals.beats, 'batch', size, 'beat-sync', 'beats')
    const others = ofPool<readonly BeatMap[]>(signals.beats, pool, pools[pool].size, 'beat-sync',
      'beats')
    const cuts = times(size, i => pool === 'batch' && partners[i] === i
      ? whole(maps[i], time)
      : cutOf(maps[i], others[partners[i]], time, options, draw))
    const box = cuts.map(({ length }) => ({ time: [0, length] as const }))
    const part = (pick: (cut: Cut) => number) =>
      boxes(box, cuts.map(cut => ({ time: [pick(cut), pick(cut) + cut.length] as const })))
    const weights = numbers(size, i => weightOf(cuts[i].share, target))
    const length = rows(size, i => cuts[i].length)
    const start = (): Int32Array => rows(size, i => {
      const spare = Math.max(0, length[i] - (segment ?? 0))
      return crop === 'random' ? draw.int('crop', spare + 1) : Math.floor(spare / 2)
    })
    return {
      ...target === 'union' ? { targets: 'union' as const } : {},
      layers: [
        own({ where: part(cut => cut.from), weight: weights }),
        over({ pool, rows: partners }, {
          where: part(cut => cut.partnerFrom),
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
})

interface Chosen {
  readonly probability: number
  readonly beta: number
  readonly shortest: number
  readonly align: 'downbeat' | 'beat' | 'none'
  readonly choose: 'random' | 'first'
  readonly fallback: 'anchor' | 'mixup' | 'throw'
}

function whole ({ length }: BeatMap, time: number): Cut {
  return { from: 0, partnerFrom: 0, length: Math.min(length ?? time, time), share: 1 }
}

function cutOf (
  mine: BeatMap, theirs: BeatMap, time: number, options: Chosen, draw: Draws
): Cut {
  const { beta, shortest, align, choose, fallback } = options
  const alone = whole(mine, time)
  if (!draw.chance('mix', options.probability)) return alone
  const [a, b] = [mine, theirs].map(map => align === 'beat' ? map.beats : map.downbeats)
  const has = align !== 'none' && a.length > 1 && b.length > 1
  if (!has && align !== 'none' && fallback === 'throw') {
    throw fail('INPUT', 'beat-sync', 'signals.beats',
      `must have two ${align}s at least for every row`, a.length > 1 ? b : a)
  }
  if (!has && align !== 'none' && fallback === 'anchor') return alone
  const place = (list: Int32Array, name: string): number =>
    !has ? 0 : choose === 'first' ? list[0] : list[draw.int(name, list.length - 1)]
  const from = place(a, 'anchorBeat')
  const partnerFrom = place(b, 'partnerBeat')
  const length = Math.min(alone.length - from, whole(theirs, time).length - partnerFrom)
  return length <= shortest
    ? alone
    : { from, partnerFrom, length, share: draw.beta('lambda', beta) }
}

/** What the row itself weighs. A set holds whatever weighs anything. */
function weightOf (share: number, target: 'mix' | 'anchor' | 'union' | 'dominant'): number {
  if (target === 'anchor') return 1
  return target === 'dominant' ? Number(share >= 0.5) : share
}
