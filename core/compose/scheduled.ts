import type { $ZodObject, input } from 'zod/v4/core'
import type { ConfiguredMixer, MixerFactory, StandardOptions } from '../contract/index.js'
import { fail } from '../errors.js'

/**
 * A mixer whose options depend on the step: warm-up, decay. The plan logs the options in effect.
 *
 * @param factory - a mixer, `mixup`
 * @param schedule - pure: the options at a step, `step => ({ alpha: Math.min(1, step / 1000) })`;
 *   checked as they come
 * @throws OPTION for what is no mixer factory or no function, and for what the mixer refuses of the
 *   options at step 0
 */
export function scheduled<Schema extends $ZodObject, Live = never> (
  factory: MixerFactory<Schema, Live>,
  schedule: (step: number) => input<Schema> & StandardOptions
): ConfiguredMixer<Live> {
  if (typeof (factory as Partial<MixerFactory> | null)?.description !== 'object') {
    const allowed = 'must be a mixer such as mixup, without its call'
    throw fail('OPTION', 'scheduled', 'factory', allowed, factory)
  }
  if (typeof schedule !== 'function')
    throw fail('OPTION', 'scheduled', 'schedule', 'must be a function of the step', schedule)
  const at = (step: number): ConfiguredMixer<Live> => factory(schedule(step))
  return {
    ...at(0),
    plan: (facts, draw, services) => at(facts.step).plan(facts, draw, services)
  }
}
