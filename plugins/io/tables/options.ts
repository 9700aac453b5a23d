import * as z from 'zod'
import { parseOptions } from '../../../core/index.js'
import type { TableOptions } from '../../../domains/regression/index.js'
import { tableSchema } from '../../../domains/regression/table/options.js'
import type { TableChoice } from '../../../domains/regression/table/options.js'

/** What the columns of a table are, and how its file is read. */
export interface ReadTableOptions extends TableOptions {
  /** The first line names the columns (true, the default), or nothing does: 0, 1, 2 … */
  readonly header?: boolean
  /** A tab for a path that ends in `.tsv` or `.tab`, a comma otherwise. */
  readonly delimiter?: string
  /** Texts that mean "missing", exactly as written; by default '', NA, N/A, NaN, nan, null, ?. */
  readonly empty?: readonly string[]
}

/** Texts that are taken for a missing value unless the user says which. */
export const EMPTY: readonly string[] = ['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL', '?']

export const fileSchema = z.object({
  header: z.boolean().default(true),
  delimiter: z.string().length(1, 'must be one character').optional(),
  empty: z.array(z.string()).default([...EMPTY])
})

export type FileChoice = z.output<typeof fileSchema>
/** All options in effect. */
export type ReadTableChoice = TableChoice & FileChoice

/**
 * @throws OPTION and UNKNOWN_OPTION
 */
export function readTableChoice (who: string, options: unknown): ReadTableChoice {
  const schema = z.object({ ...tableSchema.shape, ...fileSchema.shape })
  const chosen = parseOptions(who, schema, options)
  const { target } = chosen
  return { ...chosen, targets: typeof target === 'string' ? [target] : target }
}
