import * as z from 'zod'
import type { SignalProvider } from '../../../../core/index.js'
import type { Clipping, WavKind } from '../../../../domains/audio/index.js'
import type { CommonMixOptions } from '../../mix/common-options.js'
import { commonShape } from '../../mix/common-options.js'
import type { PairReport } from '../pairs.js'
import type { BrokenSound } from '../types.js'

/** How a folder of sounds is mixed. Only `out` must be given. */
export interface MixSoundsOptions extends CommonMixOptions<SoundMixEvent> {
  /** Decides orders, partners and mixes; 0 by default. */
  readonly seed?: number
  /** How samples are written; `pcm16` by default. */
  readonly format?: WavKind
  /** What becomes of samples beyond full scale: softer as a whole by default, `peak`. */
  readonly clip?: Clipping
  /** What mixers ask for besides `beats`, `tempi`, `rms` and `levels`, which are there. */
  readonly signals?: Readonly<Record<string, SignalProvider>>
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

export const mixSoundsSchema = z.object({
  ...commonShape<SoundMixEvent>(),
  format: z.enum(['pcm16', 'pcm24', 'pcm32', 'float32']).default('pcm16'),
  clip: z.enum(['none', 'peak', 'hard', 'tanh']).default('peak')
})

/** The options in effect, defaults filled in. */
export type SoundMixChoice = z.output<typeof mixSoundsSchema>
