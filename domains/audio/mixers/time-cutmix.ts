import * as z from 'zod/mini'
import type { Span } from '../../../core/index.js'
import { boxes, defineMixer, option, over, own, positive, sum, times } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { faded, heardShares } from '../faded.js'
import type { BeatMap } from '../signals/beat-map.js'
import { ofPool } from '../signals/per-pool.js'
import { spanOf } from './spectrogram-cutmix.js'

/**
 * CutMix along time: a span of the sound becomes the partner's; the target follows their lengths.
 *
 * Yun et al., arXiv:1905.04899, along one axis: λ ~ Beta(alpha, alpha), a span of round((1 - λ) N)
 * samples from anywhere. With `fade` both sounds cross with equal power about its edges; with
 * `snap` these go to the nearest beat, or to an end, of the row, and the target follows them. The
 * signal `beats` has a beat map for every row; it may hold onsets for beats.
 */
export const timeCutmix = defineMixer({
  name: 'time-cutmix',
  domain: 'audio',
  paper: 'arXiv:1905.04899',
  options: z.object({
    alpha: positive.default(1).describe('λ ~ Beta(alpha, alpha)'),
    per: option(z.enum(['batch', 'sample'])).default('batch')
      .describe('one span a batch or one a sample'),
    fade: option(z.int('must be a whole number of at least 0')
      .check(z.gte(0, 'must be a whole number of at least 0'))).default(0)
      .describe('samples over which the sounds cross at an edge'),
    snap: option(z.enum(['none', 'beats', 'downbeats'])).default('none')
      .describe('where edges go: they stay, or to the nearest beat or downbeat of the row')
  }),
  optionalSignals: ['beats'],

  plan ({ size, frame: [time], pair, signals }, { alpha, per, fade, snap }, draw) {
    const partner = pair()
    const drawn = times(per === 'sample' ? size : 1, () =>
      spanOf(draw, 'start', 1 - draw.beta('lambda', alpha), time))
    const spans = snap === 'none' ? drawn : snapped(drawn, mapsOf(signals.beats, size), snap, time)
    if (fade === 0)
      return [own(), over(partner, { where: boxes(spans.map(span => ({ time: span }))) })]
    // A sound that meets itself stays as it is
    const list = times(size, row => partner.pool === 'batch' && partner.rows[row] === row
      ? []
      : [spans[row % spans.length]])
    const weight = heardShares(list, time)
    return [
      sum({ pool: 'batch' },
        { where: faded(list, time, fade, 'out'), weight: weight.map(share => 1 - share) }),
      sum(partner, { where: faded(list, time, fade, 'in'), weight })
    ]
  }
})

function mapsOf (beats: unknown, size: number): readonly BeatMap[] {
  if (beats === undefined)
    throw fail('SIGNAL', 'time-cutmix', 'beats', 'give it, or "snap": "none"')
  return ofPool<readonly BeatMap[]>(beats, 'batch', size, 'time-cutmix', 'beats')
}

/** A span for every row, whose edges are beats or ends; of a row without beats as it was drawn. */
function snapped (
  spans: readonly Span[], maps: readonly BeatMap[], to: 'beats' | 'downbeats', time: number
): Span[] {
  return maps.map((map, row) => {
    const span = spans[row % spans.length]
    const inside = Array.from(map[to]).filter(beat => beat > 0 && beat < time)
    if (inside.length === 0) return span
    const near = (edge: number): number => [0, ...inside, time].reduce((best, each) =>
      Math.abs(each - edge) < Math.abs(best - edge) ? each : best)
    return [near(span[0]), near(span[1])]
  })
}
