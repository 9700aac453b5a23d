import * as z from 'zod/mini'
import { boxes, defineMixer, option, over, own, positive } from '../../../core/index.js'
import type { Box, Draws, Span } from '../../../core/index.js'

/**
 * CutMix of spectrograms: a box of time and frequency, or a span of time at all frequencies, shows
 * the partner; the target follows the cells.
 *
 * Yun et al., arXiv:1905.04899. Law of Labbeti/SSLH (`CutMixSpec`): one λ ~ Beta(alpha, alpha) and
 * one box a batch, sides √(1 - λ) of the axes, cut to whole cells, half of them to either side of
 * a centre, clipped at the borders. Along time: a span of round((1 - λ) T) frames from anywhere.
 */
export const spectrogramCutmix = defineMixer({
  name: 'spectrogram-cutmix',
  domain: 'spectrogram',
  paper: 'arXiv:1905.04899',
  options: z.object({
    alpha: positive.default(1).describe('λ ~ Beta(alpha, alpha)'),
    along: option(z.enum(['both', 'time'])).default('both')
      .describe('a box of both axes, or a span of time at all frequencies')
  }),

  plan ({ frame: [frequency, time], pair }, { alpha, along }, draw) {
    const lambda = draw.beta('lambda', alpha)
    const box: Box = along === 'time'
      ? { time: spanOf(draw, 'start', 1 - lambda, time) }
      : {
        frequency: clipped(draw, 'centerFrequency', Math.sqrt(1 - lambda), frequency),
        time: clipped(draw, 'centerTime', Math.sqrt(1 - lambda), time)
      }
    return [own(), over(pair(), { where: boxes([box]) })]
  }
})

function clipped (draw: Draws, name: string, share: number, length: number): Span {
  const half = Math.floor(Math.floor(length * share) / 2)
  const centre = draw.int(name, length)
  return [Math.max(0, centre - half), Math.min(length, centre + half)]
}

/** A span of a share of an axis, from anywhere. */
export function spanOf (draw: Draws, name: string, share: number, length: number): Span {
  const size = Math.round(share * length)
  const start = draw.int(name, length - size + 1)
  return [start, start + size]
}
