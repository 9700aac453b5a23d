import * as z from 'zod'
import { count as whole, probability } from '../../../core/index.js'
import type { Registry, SignalProvider } from '../../../core/index.js'
import type { Fit } from '../images/index.js'
import type { MixEvent } from './report.js'
import type { OutputFormat } from './layout.js'

/** How a folder is mixed. Only `out` must be given. */
export interface MixFolderOptions {
  /** The folder that is written; made if it is not there. */
  readonly out: string
  /** How many images are written; or, else, how often the folder is gone through: once. */
  readonly count?: number
  readonly epochs?: number
  /**
   * The split that is mixed, `train` by default; images of two splits are never mixed. For a path
   * also the shares of its splits, of which `train` is mixed.
   */
  readonly split?: string | Readonly<Record<string, number>>
  /** Decides orders and mixes, and for a path the splits too; 0 by default. */
  readonly seed?: number
  /** `[height, width]` in pixels, and how images are made to fit: see `imageFolder`. */
  readonly size?: readonly [height: number, width: number]
  readonly fit?: Fit
  /** For a path: see `imageFolder`. */
  readonly labels?: string
  readonly masks?: string
  readonly boxes?: string
  readonly classes?: readonly string[]
  readonly colours?: Readonly<Record<string, string>>
  /** Images that are mixed with one another; by default 4 to 32, by their size. */
  readonly batch?: number
  /** How many images are decoded or encoded at a time; 4 by default. */
  readonly workers?: number
  /** A broken image is an error; else it is reported and left out. */
  readonly strict?: boolean
  /** Overwrites what another mix has left in `out`. */
  readonly force?: boolean
  /** `png` by default. */
  readonly format?: OutputFormat
  /** Of JPEG and WebP, 1 to 100; 90 by default. */
  readonly quality?: number
  /**
   * The backend of tfjs that paints, for all plans. By default plans are painted on the host, and
   * by the backend that `useBackend` picks where they need one.
   */
  readonly backend?: string
  readonly registry?: Registry
  /**
   * What mixers ask for. By itself there is `saliency`, OpenCV's fine-grained one, and of a folder
   * of masks `masks`, their class ids.
   */
  readonly signals?: Readonly<Record<string, SignalProvider>>
  readonly onProgress?: (event: MixEvent) => void
  /** Stops between images; the same call goes on from there. */
  readonly signal?: AbortSignal
  /** Only says what would be done. */
  readonly dryRun?: boolean
}

const aFunction = 'must be a function'

export const mixFolderSchema = z.object({
  out: z.string().min(1).describe('the folder that is written'),
  count: whole.optional().describe('how many images are written'),
  epochs: whole.optional().describe('how often the folder is gone through'),
  split: z.union([z.string().min(1), z.record(z.string(), probability)]).optional(),
  seed: z.int().default(0),
  size: z.tuple([whole, whole]).optional().describe('[height, width] in pixels'),
  fit: z.enum(['cover', 'contain', 'fill']).optional(),
  labels: z.string().optional(),
  masks: z.string().optional(),
  boxes: z.string().optional(),
  classes: z.array(z.string()).optional(),
  colours: z.record(z.string(), z.string()).optional(),
  batch: whole.optional().describe('images that are mixed with one another'),
  workers: whole.default(4),
  strict: z.boolean().default(false),
  force: z.boolean().default(false),
  format: z.enum(['png', 'jpeg', 'webp']).default('png'),
  quality: z.int().gte(1).lte(100).default(90),
  backend: z.string().optional(),
  registry: z.custom<Registry>().optional(),
  signals: z.custom<Readonly<Record<string, SignalProvider>>>().optional(),
  onProgress: z.custom<(event: MixEvent) => void>(is => typeof is === 'function', aFunction)
    .optional(),
  signal: z.instanceof(AbortSignal, { error: 'must be an AbortSignal' }).optional(),
  dryRun: z.boolean().default(false)
})

/** The options in effect, defaults filled in. */
export type MixChoice = z.output<typeof mixFolderSchema>
