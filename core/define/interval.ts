import * as z from 'zod/mini'
import { option, probability } from './schemas.js'

/** `[low, high]` within 0 … 1, low first. */
export const interval = option(z.tuple([probability, probability])
  .check(z.refine(([low, high]) => low <= high, 'must be [low, high] with low at most high')))
