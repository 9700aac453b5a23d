import * as z from 'zod/mini'
import { option, parseOptions } from '../../../core/index.js'

/** How a column of texts becomes features; see `tableOptions`. */
export type Coding = 'one-hot' | 'keep' | 'sample'
/** What becomes of a row in which something is missing. */
export type Missing = 'error' | 'drop' | 'mean' | 'median'

/** What the columns of a table are. Only `target` must be given. */
export interface TableOptions {
  /** The column, or columns, that are predicted: numbers. */
  readonly target: string | readonly string[]
  /** The columns that are learned from; by default all that have no other part and are numbers. */
  readonly features?: readonly string[]
  /** Columns that are left out: ids, dates, notes. */
  readonly exclude?: readonly string[]
  /** A column of sample weights, at least 0. */
  readonly weight?: string
  /** A column that says whom a row belongs to: a patient, a day. Texts or numbers. */
  readonly group?: string
  /**
   * How columns of categories become features, by name: all become one-hot codes, which a mixer
   * blends (`one-hot`), keeps from the row an output began with (`keep`), or takes whole from one
   * of its rows (`sample`).
   */
  readonly categories?: Readonly<Record<string, Coding>>
  /**
   * Where a feature is missing: an error (the default), rows dropped, or the mean or median of the
   * column; a missing category then is a level of its own. A target is never made up: its row is
   * dropped, or an error.
   */
  readonly missing?: Missing
}

const column = z.string().check(z.minLength(1))
export const tableSchema = z.object({
  target: z.union([column, z.array(column).check(z.minLength(1))]),
  features: z.optional(z.array(column).check(z.minLength(1))),
  exclude: option(z.array(column)).default([]),
  weight: z.optional(column),
  group: z.optional(column),
  categories: z._default(z.record(z.string(), z.enum(['one-hot', 'keep', 'sample'])), {}),
  missing: option(z.enum(['error', 'drop', 'mean', 'median'])).default('error')
})

/** Options in effect. */
export interface TableChoice extends z.output<typeof tableSchema> {
  readonly targets: readonly string[]
}

/**
 * @throws OPTION and UNKNOWN_OPTION
 */
export function tableChoice (who: string, options: unknown): TableChoice {
  const chosen = parseOptions(who, tableSchema, options)
  const { target } = chosen
  return { ...chosen, targets: typeof target === 'string' ? [target] : target }
}

/** The columns that are read as texts whatever they hold, and those that are not read. */
export function readAs (
  columns: readonly string[], { features, exclude, targets, weight, group, categories }: TableChoice
): { readonly texts: readonly string[], readonly used: readonly string[] } {
  const texts = [...Object.keys(categories), ...group === undefined ? [] : [group]]
  const named = [...targets, ...texts, ...weight === undefined ? [] : [weight]]
  const used = columns.filter(name =>
    !exclude.includes(name) && (features === undefined || [...features, ...named].includes(name)))
  return { texts, used }
}
