import * as z from 'zod'
import { count as whole, parseOptions, probability } from '../../../../core/index.js'
import type { Registry } from '../../../../core/index.js'
import { tableSchema } from '../../../../domains/regression/table/options.js'
import type { ReadTableChoice, ReadTableOptions } from '../options.js'
import { fileSchema } from '../options.js'
import type { MixTableEvent } from './report.js'

/** What mixed rows are written as. */
export type TableFormat = 'csv' | 'tsv' | 'parquet'

/** How a table is mixed: what its columns are, and these. Only `target` and `out` must be given. */
export interface MixTableOptions extends ReadTableOptions {
  /** The folder that is written; made if it is not there. */
  readonly out: string
  /** How many rows are taken as the first of a mix; or, else, how often all are: once. */
  readonly count?: number
  readonly epochs?: number
  /**
   * Shares of the rows that are held out, by name: `{ test: 0.2 }`. Only what is left, `train`, is
   * mixed. Rows of one group stay together.
   */
  readonly split?: Readonly<Record<string, number>>
  /** Decides orders, splits and mixes; 0 by default. */
  readonly seed?: number
  /** Rows that are mixed at a time; 1024 by default. */
  readonly batch?: number
  /** `csv` by default; Parquet in a file for every 64 batches. */
  readonly format?: TableFormat
  /** Overwrites what another mix has left in `out`. */
  readonly force?: boolean
  readonly registry?: Registry
  readonly onProgress?: (event: MixTableEvent) => void
  /** Stops between batches; the same call goes on from there. */
  readonly signal?: AbortSignal
  /** Only says what would be done. */
  readonly dryRun?: boolean
}

export const mixTableSchema = z.object({
  ...tableSchema.shape,
  ...fileSchema.shape,
  out: z.string().min(1),
  count: whole.optional(),
  epochs: whole.optional(),
  split: z.record(z.string(), probability).default({}),
  seed: z.int('must be a whole number').default(0),
  batch: whole.default(1024),
  format: z.enum(['csv', 'tsv', 'parquet']).default('csv'),
  force: z.boolean().default(false),
  registry: z.custom<Registry>().optional(),
  onProgress: z.custom<(event: MixTableEvent) => void>(is => typeof is === 'function',
    'must be a function').optional(),
  signal: z.instanceof(AbortSignal, { error: 'must be an AbortSignal' }).optional(),
  dryRun: z.boolean().default(false)
})

/** Options in effect. */
export interface MixTableChoice extends z.output<typeof mixTableSchema> {
  readonly targets: readonly string[]
}

/**
 * @throws OPTION and UNKNOWN_OPTION
 */
export function mixTableChoice (options: unknown): MixTableChoice & ReadTableChoice {
  const chosen = parseOptions('mixTable', mixTableSchema, options)
  const { target } = chosen
  return { ...chosen, targets: typeof target === 'string' ? [target] : target }
}
