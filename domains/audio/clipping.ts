import * as z from 'zod/mini'
import type { Step } from '../../core/index.js'
import { option } from '../../core/index.js'

/** What is done to mixes that leave full scale: an option of mixers that add sounds up. */
export const clipping = option(z.enum(['none', 'peak', 'hard', 'tanh'])).default('none').describe(
  'samples beyond 0.999: as they are, or softer as a whole, cut, or bent')

/** The most that samples may be. */
const CEILING = 0.999

/** The closing step of a way to clip, if any. */
export function clipped (how: z.output<typeof clipping>): readonly Step[] {
  return how === 'none' ? [] : [{ step: 'limit', how, to: CEILING }]
}

/** The same as a part of a plan. */
export function closed (how: z.output<typeof clipping>): { readonly after?: readonly Step[] } {
  return how === 'none' ? {} : { after: clipped(how) }
}
