import * as z from 'zod/mini'
import { count, option, positive, probability } from '../../core/index.js'
import { clipping } from './clipping.js'

/** What `beatSync` may be told; the defaults are MusicLDM's. */
export const beatSyncOptions = z.object({
  probability: probability.default(0.5).describe('how often a row is mixed'),
  beta: positive.default(5).describe('λ ~ Beta(beta, beta)'),
  shortest: count.default(100).describe('samples that must be left, and more'),
  segment: count.optional().describe('samples of an output; absent: those of a row'),
  align: option(z.enum(['downbeat', 'beat', 'none'])).default('downbeat')
    .describe('what both begin at: a downbeat, a beat, or their first sample'),
  choose: option(z.enum(['random', 'first'])).default('random').describe('which of them'),
  crop: option(z.enum(['random', 'center'])).default('random')
    .describe('where a longer mix is cut: anywhere, or in its middle (evaluation)'),
  normalise: option(z.union([z.boolean(), z.enum(['mean', 'peak'])])).default(true)
    .describe('mean 0 and a peak afterwards, one of them, or neither'),
  peak: positive.default(0.5).describe('the largest absolute value after normalising'),
  channels: option(z.enum(['keep', 'first'])).default('keep')
    .describe('all channels, or the first one alone (the paper)'),
  crossfade: option(z.int('must be a whole number of at least 0')
    .check(z.gte(0, 'must be a whole number of at least 0'))).default(0)
    .describe('samples over which partners come from the beat on, and go at the end'),
  clip: clipping,
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

export type BeatSyncOptions = z.output<typeof beatSyncOptions>
