import type { Domain } from './domain.js'
import type { MixerFactory, PairingFactory, Token } from './mixer.js'
import type { Options } from './plan.js'

/** A named set of parts that a registry loads. */
export interface Plugin {
  /** Goes before the names of its parts: `mine/ring-mix`. */
  readonly name: string
  readonly version?: string
  readonly domains?: readonly Domain[]
  // The option schemas of a list differ, and factories take them as input: only `any` holds them
  // all.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly mixers?: ReadonlyArray<MixerFactory<any, any>>
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly pairings?: ReadonlyArray<PairingFactory<any>>
  /** What a signal gives: saliency, attention, beats. */
  readonly signals?: Readonly<Record<string, SignalProvider>>
  readonly objectives?: Readonly<Record<string, Objective>>
  readonly schedules?: Readonly<Record<string, Schedule>>
  readonly services?: readonly Service[]
}

/** Something only a model or an analysis can tell of a batch. */
export type SignalProvider<T = unknown> = (
  batch: Readonly<Record<string, unknown>>
) => T | Promise<T>
/** A loss that reads the plan: `(outputs, targets, plan) → scalar`. */
export type Objective = (outputs: never, targets: never, plan: never) => unknown
/** Options as a function of the step. */
export type Schedule<Chosen extends Options = Options> = (step: number) => Partial<Chosen>

/** A service and what builds it. */
export interface Service<T = unknown> {
  readonly token: Token<T>
  readonly value?: T
  readonly build?: new (...services: never[]) => T
}
