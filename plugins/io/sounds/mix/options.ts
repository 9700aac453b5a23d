import * as z from 'zod'
import { count as whole } from '../../../../core/index.js'
import type { Registry, SignalProvider } from '../../../../core/index.js'
import type { Clipping, WavKind } from '../../../../domains/audio/index.js'
import type { PairReport } from '../pairs.js'
import type { BrokenSound } from '../types.js'

/** How a folder of sounds is mixed. Only `out` must be given. */
export interface MixSoundsOptions {
  /** The folder that is written; made if it is not there. */
  readonly out: string
  /** How many sounds are written; or, else, how often the folder is gone through: once. */
  readonly count?: number
  readonly epochs?: number
  /** Decides orders, partners and mixes; 0 by default. */
  readonly seed?: number
  /** How samples are written; `pcm16` by default. */
  readonly format?: WavKind
  /** What becomes of samples beyond full scale: softer as a whole by default, `peak`. */
  readonly clip?: Clipping
  /** Overwrites what another mix has left in `out`. */
  readonly force?: boolean
  readonly registry?: Registry
  /** What mixers ask for besides `beats`, `tempi`, `rms` and `levels`, which are there. */
  readonly signals?: Readonly<Record<string, SignalProvider>>
  readonly onProgress?: (event: SoundMixEvent) => void
  /** Stops between sounds; the same call goes on from there. */
  readonly signal?: AbortSignal
  /** Only says what would be done. */
  readonly dryRun?: boolean
}

/** What `mixFolder` tells while it mixes sounds. */
export type SoundMixEvent =
  | { readonly type: 'start', readonly total: number, readonly done: number }
  | { readonly type: 'progress', readonly total: number, readonly done: number }
  | { readonly type: 'skipped', readonly file: string, readonly problem: string }
  | { readonly type: 'end', readonly report: SoundMixReport }

/** What a mix of sounds did. */
export interface SoundMixReport {
  readonly out: string
  readonly mixer: string
  /** Sounds in `out`; of a dry run, those that would be. */
  readonly count: number
  /** How many of them this call wrote. */
  readonly made: number
  readonly sampleRate: number
  readonly channels: number
  readonly classes: readonly string[]
  /** Sounds of the folder, without those that are broken. */
  readonly sounds: number
  readonly skipped: readonly BrokenSound[]
  /** Of mixers that pair by tempo: who can be paired. */
  readonly pairs?: PairReport
  readonly dryRun: boolean
}

const aFunction = 'must be a function'

export const mixSoundsSchema = z.object({
  out: z.string().min(1).describe('the folder that is written'),
  count: whole.optional().describe('how many sounds are written'),
  epochs: whole.optional().describe('how often the folder is gone through'),
  seed: z.int().default(0),
  format: z.enum(['pcm16', 'pcm24', 'pcm32', 'float32']).default('pcm16'),
  clip: z.enum(['none', 'peak', 'hard', 'tanh']).default('peak'),
  force: z.boolean().default(false),
  registry: z.custom<Registry>().optional(),
  signals: z.custom<Readonly<Record<string, SignalProvider>>>().optional(),
  onProgress: z.custom<(event: SoundMixEvent) => void>(is => typeof is === 'function', aFunction)
    .optional(),
  signal: z.instanceof(AbortSignal, { error: 'must be an AbortSignal' }).optional(),
  dryRun: z.boolean().default(false)
})

/** The options in effect, defaults filled in. */
export type SoundMixChoice = z.output<typeof mixSoundsSchema>
