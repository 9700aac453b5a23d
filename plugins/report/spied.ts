import type { Recorder } from '../../core/index.js'

/** A beta law that a mixer drew from. */
export interface BetaLaw { readonly alpha: number, readonly beta: number }

/**
 * Draws that also tell the beta laws they are asked for: the parameters, which the record of a plan
 * leaves out.
 */
export function spied (
  draw: Recorder, note: (name: string, value: number, law: BetaLaw) => void
): Recorder {
  return {
    ...draw,
    beta: (name, alpha, beta = alpha) => {
      const value = draw.beta(name, alpha, beta)
      note(name, value, { alpha, beta })
      return value
    },
    fork: place => spied(draw.fork(place), note),
    next: () => spied(draw.next(), note)
  }
}
