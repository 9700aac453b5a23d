import * as z from 'zod'
import { count as whole, probability } from '../../../core/index.js'
import type { SignalProvider } from '../../../core/index.js'
import type { Fit } from '../images/index.js'
import type { CommonMixOptions } from './common-options.js'
import { commonShape } from './common-options.js'
import type { MixEvent } from './report.js'
import type { OutputFormat } from './layout.js'

/** How a folder is mixed. Only `out` must be given. */
export interface MixFolderOptions extends CommonMixOptions<MixEvent> {
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
  /** `png` by default. */
  readonly format?: OutputFormat
  /** Of JPEG and WebP, 1 to 100; 90 by default. */
  readonly quality?: number
  /**
   * The backend of tfjs that paints, for all plans. By default plans are painted on the host, and
   * by the backend that `useBackend` picks where they need one.
   */
  readonly backend?: string
  /**
   * What mixers ask for. By itself there is `saliency`, OpenCV's fine-grained one, and of a folder
   * of masks `masks`, their class ids.
   */
  readonly signals?: Readonly<Record<string, SignalProvider>>
}

export const mixFolderSchema = z.object({
  ...commonShape<MixEvent>(),
  split: z.union([z.string().min(1), z.record(z.string(), probability)]).optional(),
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
  format: z.enum(['png', 'jpeg', 'webp']).default('png'),
  quality: z.int().gte(1).lte(100).default(90),
  backend: z.string().optional()
})

/** The options in effect, defaults filled in. */
export type MixChoice = z.output<typeof mixFolderSchema>
