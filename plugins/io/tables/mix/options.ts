import * as z from 'zod'
import { count as whole, parseOptions, probability } from '../../../../core/index.js'
import type { ConfiguredMixer, Registry } from '../../../../core/index.js'
import { tableSchema } from '../../../../domains/regression/table/options.js'
import type { ReadTableChoice, ReadTableOptions } from '../options.js'
import { fileSchema } from '../options.js'
import type { TableAnchors } from './anchors.js'
import { anchorsFor, tableAnchorSchema, wantsAnchors } from './anchors.js'
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
  /**
   * Rows that are mixed at a time; 1024 by default, and 64 where an output shows its whole cluster
   * of the batch (`ada`).
   */
  readonly batch?: number
  /**
   * The clusters that `ada` moves rows by, made of the rows that are mixed (of 16,384 of them where
   * there are more): `clusters`, 8 by default; `by`, all columns or the `targets` alone; `scale`,
   * `standard` by default, since columns have units of their own; `seed`, 0.
   */
  readonly anchors?: TableAnchors
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
  batch: whole.optional(),
  anchors: tableAnchorSchema.optional(),
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
  readonly batch: number
}

/**
 * @throws OPTION and UNKNOWN_OPTION
 */
export function mixTableChoice (
  mixer: ConfiguredMixer, options: unknown
): MixTableChoice & ReadTableChoice {
  const chosen = parseOptions('mixTable', mixTableSchema, options)
  const { target, batch = wantsAnchors(mixer) ? 64 : 1024 } = chosen
  const anchors = anchorsFor(mixer, chosen.anchors)
  const targets = typeof target === 'string' ? [target] : target
  return { ...chosen, batch, anchors, targets }
}
