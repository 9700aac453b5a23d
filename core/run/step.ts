import * as z from 'zod/mini'
import { parseOptions } from '../define/options.js'
import type { Recorder } from '../contract/index.js'
import type { StepOptions } from './mix.js'

const STEP = 'must be a whole number of at least 0'

const schema = z.object({
  step: z.optional(z.int(STEP).check(z.gte(0, STEP))),
  training: z.optional(z.boolean()),
  draws: z.optional(
    z.custom<Recorder>(isRecorder, 'must be draws such as replay(plan) or scripted({ … })'))
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
