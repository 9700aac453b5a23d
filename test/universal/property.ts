import * as tf from '@tensorflow/tfjs-core'
import type { Entry } from '../catalogue/entry.js'

/** Whether a mixer has a property, and the first thing that says it has not. */
export type Verdict = { readonly holds: true } | { readonly holds: false, readonly why: string }

/** What every mixer must have, tried with one set of its options on the backend in effect. */
export type Property = (entry: Tried, options: unknown) => Promise<Verdict>

/** A mixer as a property sees it. */
export type Tried = Omit<Entry, 'options' | 'exemptions'>

/**
 * A property from the problems that it finds, in sentences; one is enough, and so is an error.
 * Tensors that are made on the way are let go of.
 */
export function property (
  problems: (entry: Tried, options: unknown) => Iterable<string> | AsyncIterable<string>
): Property {
  return async (entry, options) => {
    tf.engine().startScope('property')
    try {
      for await (const why of problems(entry, options)) {
        return { holds: false, why }
      }
      return { holds: true }
    } catch (error) {
      return { holds: false, why: `throws ${String(error)}` }
    } finally {
      tf.engine().endScope()
    }
  }
}
