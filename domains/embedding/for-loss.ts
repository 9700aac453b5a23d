import type { $ZodObject, input } from 'zod/v4/core'
import type {
  ConfiguredMixer, InLoss, MixerFactory, PlanInLoss, StandardOptions
} from '../../core/index.js'

/** A factory of mixers that are called within a loss. */
export interface LossMixerFactory<Schema extends $ZodObject, Given, Made>
  extends MixerFactory<Schema> {
  (options?: input<Schema> & StandardOptions): ConfiguredMixer & InLoss<Given, Made>
}

/** Mixers of a factory, and what they give where a loss calls them. */
export function forLoss<Schema extends $ZodObject, Given, Made> (
  factory: MixerFactory<Schema>, inLoss: (given: Given, plan: PlanInLoss) => Made
): LossMixerFactory<Schema, Given, Made> {
  const make = (
    options?: input<Schema> & StandardOptions
  ): ConfiguredMixer & InLoss<Given, Made> => ({ ...factory(options), inLoss })
  return Object.assign(make, { description: factory.description })
}
