import type { ZodObject, input } from 'zod'
import type { ConfiguredMixer, MixerFactory, StandardOptions } from '../contract/index.js'

/**
 * A mixer whose options depend on the step: warm-up, decay. The plan logs the options in effect.
 *
 * @param factory - a mixer, `mixup`
 * @param schedule - pure: the options at a step, `step => ({ alpha: Math.min(1, step / 1000) })`;
 *   checked as they come
 */
export function scheduled<Schema extends ZodObject, Live = never> (
  factory: MixerFactory<Schema, Live>,
  schedule: (step: number) => input<Schema> & StandardOptions
): ConfiguredMixer<Live> {
  const at = (step: number): ConfiguredMixer<Live> => factory(schedule(step))
  return {
    ...at(0),
    plan: (facts, draw, services) => at(facts.step).plan(facts, draw, services)
  }
}
