import * as z from 'zod/mini'
import type { Draws } from '../../../core/index.js'
import { defineMixer, numbers, option, own, probability, rows, sum } from '../../../core/index.js'
import { exp } from '../../../core/random/elementary.js'
import { clipping, closed } from '../clipping.js'
import { heardLevels, lengthsOf } from '../signals/heard.js'

const WHO = 'background'
/** What is softer than this is silent. */
const SILENT = 1e-9

const range = z.tuple([z.number(), z.number()])
  .check(z.refine(([low, high]) => low <= high, 'must be [low, high] with low at most high'))
const samples = z.int('must be a whole number of at least 0')
  .check(z.gte(0, 'must be a whole number of at least 0'))

/**
 * Background: a noise is added to every row, so loud that the row is some decibels above it; the
 * target stays that of the row.
 *
 * Law of audiomentations' `AddBackgroundNoise`: with probability 0.5 any sound of the pool
 * `background`, from anywhere if it is longer than the row, SNR ~ U(3, 30) dB, or at a level of its
 * own, U(-45, -15) dBFS. A shorter one is repeated; here its ends may cross with equal power, or
 * have silence between them, or it is heard once, anywhere (lhotse, `random_mix_offset`).
 *
 * Levels are the roots of mean squares, all channels together: the signal `rms` for the batch and
 * the pool, or, without it, those of the samples that are heard, which must then be on the host.
 * The signal `lengths` says how long the sounds of the pool are, where they are filled up with
 * zeros. A silent background is not added; a silent row stays silent, or gets it as it is.
 */
export const background = defineMixer({
  name: 'background',
  domain: 'audio',
  paper: 'audiomentations',
  pairing: 'own',
  options: z.object({
    probability: probability.default(0.5).describe('how often a row gets a background'),
    level: option(z.enum(['relative', 'absolute', 'raw'])).default('relative')
      .describe('by its SNR, by its own level, or as loud as it is'),
    snr: option(range).default([3, 30]).describe('[low, high] that the SNR is drawn from, in dB'),
    rms: option(range).default([-45, -15])
      .describe('[low, high] that an absolute level is drawn from, in dB of full scale'),
    shorter: option(z.enum(['repeat', 'once'])).default('repeat')
      .describe('a background shorter than the row is heard again and again, or once, anywhere'),
    fade: option(samples).default(0)
      .describe('samples over which its end crosses with its beginning'),
    gap: option(samples).default(0).describe('samples of silence from its end to its beginning'),
    silence: option(z.enum(['skip', 'raw'])).default('skip')
      .describe('a silent row stays as it is, or gets the background unscaled (lhotse)'),
    clip: clipping
  }),
  pools: ['background'],
  pictures: ['background'],
  optionalSignals: ['rms', 'lengths'],

  plan (facts, options, draw) {
    const { size, frame: [time], pools } = facts
    const { fade, gap, shorter } = options
    const once = shorter === 'once'
    const all = lengthsOf(facts, 'background', time, WHO)
    const mixes = rows(size, () => Number(draw.chance('mix', options.probability)))
    const chosen = mixes.map(is => is === 1 ? draw.int('background', pools.background.size) : 0)
    const length = chosen.map(row => all[row])
    const start = rows(size, i => mixes[i] === 1 ? startOf(draw, length[i], time, once) : 0)
    const levels = options.level === 'raw'
      ? undefined
      : heardLevels(facts, chosen, { start, length, time }, WHO)
    const coefficient = numbers(size, i => mixes[i] === 0 ? 0
      : levels === undefined ? 1 : gainOf(draw, levels[0][i], levels[1][i], options))
    return {
      layers: [own({ weight: 1 }), sum({ pool: 'background', rows: chosen }, {
        view: [{ step: 'repeat', start, size: length, time, fade, gap, once }],
        coefficient,
        weight: 0
      })],
      ...closed(options.clip)
    }
  }
})

/** Where in a background a row begins, or, below 0, how far before it. */
function startOf (draw: Draws, length: number, time: number, once: boolean): number {
  if (length >= time) return draw.int('start', length - time + 1)
  return once ? 0 - draw.int('start', time - length + 1) : 0
}

function gainOf (
  draw: Draws, own: number, other: number,
  { level, snr, rms, silence }: {
    readonly level: 'relative' | 'absolute' | 'raw'
    readonly snr: readonly [number, number]
    readonly rms: readonly [number, number]
    readonly silence: 'skip' | 'raw'
  }
): number {
  const decibels = level === 'relative'
    ? -draw.uniform('snr', snr[0], snr[1])
    : draw.uniform('rms', rms[0], rms[1])
  if (other < SILENT) return 0
  if (level === 'relative' && own === 0) return silence === 'raw' ? 1 : 0
  return (level === 'relative' ? own : 1) * exp(decibels * Math.LN10 / 20) / other
}
