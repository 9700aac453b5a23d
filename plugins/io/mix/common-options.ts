import * as z from 'zod'
import { count as whole } from '../../../core/index.js'
import type { Registry, SignalProvider } from '../../../core/index.js'

/** What every mix of a folder may be told. Only `out` must be given. */
export interface CommonMixOptions<Event> {
  /** The folder that is written; made if it is not there. */
  readonly out: string
  /** How many outputs are written; or, else, how often the folder is gone through: once. */
  readonly count?: number
  readonly epochs?: number
  /** Overwrites what another mix has left in `out`. */
  readonly force?: boolean
  readonly registry?: Registry
  readonly onProgress?: (event: Event) => void
  /** Stops between outputs; the same call goes on from there. */
  readonly signal?: AbortSignal
  /** Only says what would be done. */
  readonly dryRun?: boolean
}

/** The parts of a schema that every mix of a folder has. */
export function commonShape<Event> () {
  return {
    out: z.string().min(1).describe('the folder that is written'),
    count: whole.optional().describe('how many outputs are written'),
    epochs: whole.optional().describe('how often the folder is gone through'),
    seed: z.int().default(0),
    force: z.boolean().default(false),
    registry: z.custom<Registry>().optional(),
    signals: z.custom<Readonly<Record<string, SignalProvider>>>().optional(),
    onProgress: z.custom<(event: Event) => void>(
      is => typeof is === 'function', 'must be a function').optional(),
    signal: z.instanceof(AbortSignal, { error: 'must be an AbortSignal' }).optional(),
    dryRun: z.boolean().default(false)
  }
}
