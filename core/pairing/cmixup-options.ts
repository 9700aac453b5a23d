import * as z from 'zod'
import { positive } from '../define/schemas.js'
import type { Measure } from './measured.js'

/** Rows of the pool, in a list or an `Int32Array`. */
const rowNumbers = z.custom<Int32Array | readonly number[]>(isRows,
  'must be a list or an Int32Array of different row numbers, at least one')

/** A measure: what the distance of two rows is taken between. */
export const measure = z.union([
  z.enum(['label', 'input']),
  z.custom<Exclude<Measure, string>>(value => typeof value === 'function',
    'must be a function of x')
])

export const cmixupOptions = z.object({
  bandwidth: z.union([positive, z.literal('auto')]).default('auto').describe(
    'of the kernel, in units of what is measured; auto: Silverman\'s rule on the pool'
  ),
  kernel: z.enum(['gaussian', 'tophat']).default('gaussian').describe(
    'how likely a partner is by its distance; tophat: all below the bandwidth alike'
  ),
  distance: measure.default('label').describe(
    'between real targets, between inputs, or between features: a function of x'
  ),
  standardize: z.boolean().default(false).describe(
    'scale every dimension to deviation 1 first; the authors do not'
  ),
  excludeSelf: z.boolean().default(false).describe('a row is never its own partner'),
  batchMode: z.boolean().default(false).describe(
    'partners from the batch and a second one drawn from the data set, not from all of it'
  ),
  subset: rowNumbers.optional().describe('rows of the pool that may be partners; all by default'),
  pool: z.enum(['dataset', 'batch']).default('dataset').describe('where partners are from'),
  sampler: z.enum(['auto', 'rows']).default('auto').describe(
    'rows: always one uniform number a partner, in a time that grows with the pool'
  )
})

function isRows (value: unknown): boolean {
  if (!(value instanceof Int32Array || Array.isArray(value)) || value.length === 0) return false
  const rows = Array.from<unknown>(value)
  return rows.every(row => Number.isInteger(row) && (row as number) >= 0) &&
    new Set(rows).size === rows.length
}
