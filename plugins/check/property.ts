import * as tf from '@tensorflow/tfjs-core'
import type { ConfiguredMixer, Mix, MixOptions, Registry } from '../../core/index.js'

/** Whether a mixer has a property, and the first thing that says it has not. */
export type Verdict = { readonly holds: true } | { readonly holds: false, readonly why: string }

/** What every mixer must have, tried with one set of its options on the backend in effect. */
export type Property = (entry: Tried, options: unknown) => Promise<Verdict>

/** A mixer as a property sees it. */
export interface Tried {
  /** As the registry has it, `image/cutmix`; a composition's own name, `one-of`. */
  readonly name: string
  /** The domain whose batches it is tried on. */
  readonly domain: string
  make (options: unknown): ConfiguredMixer
  /** The names of all its draws. */
  readonly draws: readonly string[]
  /** Whether the weights of an output sum to 1. */
  readonly weights: 'convex' | 'free'
  /** Where it is registered. */
  readonly registry: Registry
  /** What gives the signals that it needs. */
  readonly signals?: MixOptions['signals']
  /** What gives the pools that it needs. */
  readonly pools?: MixOptions['pools']
  /** How many steps are tried of every batch; 6 if absent. */
  readonly steps?: number
  /** Where those that run are noted, since they may keep a batch until they are let go of. */
  readonly running?: Mix[]
}

/**
 * A property from the problems that it finds, in sentences; one is enough, and so is an error.
 * Tensors that are made on the way are let go of, and so is what mixers keep.
 */
export function property (
  problems: (entry: Tried, options: unknown) => Iterable<string> | AsyncIterable<string>
): Property {
  return async (entry, options) => {
    const running: Mix[] = []
    tf.engine().startScope('property')
    try {
      for await (const why of problems({ ...entry, running }, options)) {
        return { holds: false, why }
      }
      return { holds: true }
    } catch (error) {
      return { holds: false, why: `throws ${String(error)}` }
    } finally {
      running.forEach(mix => { mix.dispose() })
      tf.engine().endScope()
    }
  }
}
