import * as z from 'zod'

/** Number schemas that options share; `.default` and `.describe` are added where they are used. */

/** Greater than 0. */
export const positive = z.number().gt(0)
/** 0 or greater. */
export const nonnegative = z.number().gte(0)
/** From 0 to 1. */
export const probability = z.number().gte(0).lte(1)
/** A whole number of at least 1. */
export const count = z.int('must be a whole number of at least 1')
  .gte(1, 'must be a whole number of at least 1')
/** `[low, high]` within 0 … 1, low first. */
export const interval = z.tuple([probability, probability])
  .refine(([low, high]) => low <= high, 'must be [low, high] with low at most high')
