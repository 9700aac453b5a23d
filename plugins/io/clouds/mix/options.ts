import * as z from 'zod'
import { count } from '../../../../core/index.js'
import type { Registry } from '../../../../core/index.js'
import { layoutNames } from '../layouts/types.js'
import type { LayoutName } from '../layouts/types.js'

/** How a folder of scans is mixed. */
export interface MixCloudsOptions {
  /** The folder that is written; it is there when all is done, or not at all. */
  readonly out: string
  /** How scans lie in the folder; what it looks like by default. */
  readonly layout?: LayoutName
  /** Only scans of this split. */
  readonly split?: string
  /** The same seed gives the same scans; 0 by default. */
  readonly seed?: number
  /** Scans that are mixed with one another, and in memory, at a time; 8 by default. */
  readonly batch?: number
  /** Writes over what an earlier mix has left there. */
  readonly force?: boolean
  /** Says what would be done. */
  readonly dryRun?: boolean
  readonly registry?: Registry
  /** Ends the mix with its reason; the same call goes on where it stands. */
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, total: number) => void
}

export const mixCloudsSchema = z.object({
  out: z.string().min(1),
  layout: z.enum(layoutNames).optional(),
  split: z.string().optional(),
  seed: z.int().default(0),
  batch: count.default(8),
  force: z.boolean().default(false),
  dryRun: z.boolean().default(false),
  registry: z.custom<Registry>().optional(),
  signal: z.instanceof(AbortSignal).optional(),
  onProgress: z.custom<(done: number, total: number) => void>(value =>
    value === undefined || typeof value === 'function', 'must be a function').optional()
})

/** What was made, or would be. */
export interface MixCloudsReport {
  readonly out: string
  readonly layout: LayoutName
  /** Scans in the folder. */
  readonly scans: number
  /** Those that were written; of a dry run, as many as can be: Mix3D makes one of several. */
  readonly count: number
  readonly points: number
  readonly files: readonly string[]
}
