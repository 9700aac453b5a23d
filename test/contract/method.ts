import type { Tensor } from '@tensorflow/tfjs-core'
import * as z from 'zod'
import type { ZodObject } from 'zod'
import type {
  BlendDefinition, ConfiguredMixer, Domain, Facts, Pairing, StepDefinition
} from '../../core/index.js'

/** A mixer as configured for the tests, with what it is planned from and for. */
export interface Method {
  readonly name: string
  readonly mixer: ConfiguredMixer<Tensor>
  readonly domain: Pick<Domain, 'axes' | 'steps' | 'blends' | 'rules'>
  /** Everything `plan` may know of a batch of this size; made anew by every call. */
  facts (size: number): Facts
  /** Whether another seed gives another plan; its reason if not. */
  readonly chance: true | string
}

/** What `plan` gets of a mixer that reads these signals. */
export type Given<Signals> = Facts & Pairing & { readonly signals: Signals }

/** Parameters of steps, blends and rules that are columns. */
export const float64 = z.instanceof(Float64Array)
export const int32 = z.instanceof(Int32Array)
export const bytes = z.instanceof(Uint8Array)
/** A seed: a number, or a recorded stream that stands for one. */
export const seed = z.union([z.int(), z.strictObject({ replay: float64 })])

/** A step or blend that plans may name, of a domain whose painter is not here. */
export function unpainted (parameters: ZodObject): StepDefinition & BlendDefinition {
  return {
    parameters,
    run () { throw new Error('only plans of this method are tested') }
  }
}
