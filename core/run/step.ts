import * as z from 'zod'
import { parseOptions } from '../define/options.js'
import type { Recorder } from '../contract/index.js'
import type { StepOptions } from './mix.js'

const schema = z.object({
  step: z.int('must be a whole number of at least 0').gte(0, 'must be a whole number of at least 0')
    .optional(),
  training: z.boolean().optional(),
  draws: z.custom<Recorder>(isRecorder, 'must be draws such as replay(plan) or scripted({ … })')
    .optional()
})

function isRecorder (value: unknown): boolean {
  return typeof (value as Partial<Recorder> | null)?.record === 'function'
}

/**
 * What one call may say, checked.
 *
 * @throws OPTION and UNKNOWN_OPTION
 */
export function stepOptions (who: string, options: StepOptions | undefined): StepOptions {
  return options === undefined ? {} : parseOptions(who, schema, options)
}
