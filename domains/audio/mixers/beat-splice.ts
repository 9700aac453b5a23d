import * as z from 'zod/mini'
import { count, defineMixer, option, probability, sum, times } from '../../../core/index.js'
import type { Span } from '../../../core/index.js'
import { faded, heardShares } from '../faded.js'
import type { BeatMap } from '../signals/beat-map.js'
import { ofPool } from '../signals/per-pool.js'
import { spanOf } from './spectrogram-cutmix.js'

/**
 * Beat splice: from beat to beat either the row or its partner is heard, crossing with equal power;
 * the target follows their times.
 *
 * CutMix along time whose edges are beats of the row. The signal `beats` has a beat map for every
 * row. A row with less than two beats is cut anywhere, as `time-cutmix` does.
 */
export const beatSplice = defineMixer({
  name: 'beat-splice',
  domain: 'audio',
  paper: 'arXiv:1905.04899',
  options: z.object({
    every: count.default(1).describe('beats from a boundary to the next'),
    partner: probability.default(0.5).describe('how often the partner is heard'),
    pattern: option(z.array(option(z.boolean()))
      .check(z.minLength(1, 'must hold at least one'))).optional()
      .describe('whether the partner is heard, from boundary to boundary, again and again; by ' +
        'chance where it is left out'),
    fade: option(z.int('must be a whole number of at least 0')
      .check(z.gte(0, 'must be a whole number of at least 0'))).default(0)
      .describe('samples over which the sounds cross about a beat: 10 ms are usual')
  }),
  signals: ['beats'],

  plan ({ size, frame: [time], pair, signals }, { every, partner: often, pattern, fade }, draw) {
    const partner = pair()
    const maps = ofPool<readonly BeatMap[]>(signals.beats, 'batch', size, 'beat-splice', 'beats')
    const spans = times(size, row => partner.pool === 'batch' && partner.rows[row] === row
      ? []
      : maps[row].beats.length < 2
        ? [spanOf(draw, 'start', often, time)]
        : splices(maps[row].beats, every, time,
          k => pattern?.[k % pattern.length] ?? draw.chance('partner', often)))
    const weight = heardShares(spans, time)
    return [
      sum({ pool: 'batch' },
        { where: faded(spans, time, fade, 'out'), weight: weight.map(share => 1 - share) }),
      sum(partner, { where: faded(spans, time, fade, 'in'), weight })
    ]
  }
})

/** The spans of the partner, heard from boundary k where `heard` says so; neighbours are one. */
function splices (
  beats: Int32Array, every: number, time: number, heard: (boundary: number) => boolean
): Span[] {
  const inside = beats.filter((beat, k) => k % every === 0 && beat > 0 && beat < time)
  const edges = [0, ...inside, time]
  const spans: Array<[number, number]> = []
  for (let k = 0; k + 1 < edges.length; k++) {
    if (!heard(k)) continue
    const last = spans.at(-1)
    if (last?.[1] === edges[k]) last[1] = edges[k + 1]
    else spans.push([edges[k], edges[k + 1]])
  }
  return spans
}
