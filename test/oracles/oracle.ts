import type fc from 'fast-check'
import type { ConfiguredMixer, MixOptions } from '../../core/index.js'
import type { Shape } from '../../plugins/check/batches.js'
import type { Drawn, Outcome } from './outcome.js'

/** A mixer with options, and what its draws must make of a batch. */
export interface Oracle<Options = unknown> {
  readonly name: string
  readonly options: fc.Arbitrary<Options>
  mixer (options: NoInfer<Options>): ConfiguredMixer
  outcome (drawn: Drawn, shape: Shape, options: Options): Outcome
  readonly signals?: MixOptions['signals']
  /** Batches it is tried on; any by default. */
  readonly shapes?: fc.Arbitrary<Shape>
}

export function oracle<Options> (each: Oracle<Options>): Oracle {
  return each
}
