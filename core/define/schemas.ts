import * as z from 'zod/mini'
import type { SomeType, util } from 'zod/v4/core'
import { fail } from '../errors.js'

/** A schema with the words that the options of mixers end with. */
export type Option<Schema extends SomeType> = Schema & {
  default (value: util.NoUndefined<z.output<Schema>>): Option<z.ZodMiniDefault<Schema>>
  optional (): Option<z.ZodMiniOptional<Schema>>
  /** For the command, the docs and editors. */
  describe (text: string): Option<Schema>
}

/**
 * A schema of zod/mini as an option, with the words that classic zod has for it:
 * `option(z.enum(['batch', 'sample'])).default('batch').describe('one box a batch or a sample')`.
 *
 * Classic schemas bring all of zod into a page; core and the domains are written with zod/mini.
 *
 * @throws OPTION for what is no such schema; classic ones have these words themselves
 */
export function option<Schema extends z.ZodMiniType> (schema: Schema): Option<Schema> {
  if (!(schema instanceof z.ZodMiniType))
    throw fail('OPTION', 'option', 'schema', 'must be a schema of zod/mini', schema)
  const words = {
    default: (value: util.NoUndefined<z.output<Schema>>) =>
      option(z._default(schema, value)),
    optional: () => option(z.optional(schema)),
    describe: (text: string) => option(schema.check(z.describe(text)))
  }
  return Object.assign(schema, words)
}

/** Number schemas that options share. */

/** Greater than 0. */
export const positive = option(z.number().check(z.gt(0)))
/** 0 or greater. */
export const nonnegative = option(z.number().check(z.gte(0)))
/** From 0 to 1. */
export const probability = option(z.number().check(z.gte(0), z.lte(1)))
/** A whole number of at least 1. */
export const count = option(z.int('must be a whole number of at least 1')
  .check(z.gte(1, 'must be a whole number of at least 1')))
