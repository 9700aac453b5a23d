import { fail } from '../../../core/errors.js'

/** How well two annotated tempi were found. */
export interface TempoScores {
  /** The share of the tempi that were found, by their weights. */
  readonly pScore: number
  readonly one: boolean
  readonly both: boolean
}

/**
 * MIREX' measure of tempo as mir_eval has it (`tempo.detection`).
 *
 * @param reference - two annotated tempi, in bpm; 0 for one that is not there
 * @param weight - the share of the first one
 * @param tolerance - how far off a tempo may be, as a share of it; 0.08 by default
 * @throws INPUT for what is no pair of tempi, OPTION for a weight or tolerance beyond 0 … 1
 */
export function scoreTempi (
  reference: readonly number[], weight: number, estimated: readonly number[], tolerance = 0.08
): TempoScores {
  for (const [name, list] of [['reference', reference], ['estimated', estimated]] as const) {
    if (!Array.isArray(list) || list.length !== 2 || !list.every(tempo => tempo >= 0))
      throw fail('INPUT', 'scoreTempi', name, 'must be two tempi of at least 0 bpm', list)
  }
  for (const [name, share] of [['weight', weight], ['tolerance', tolerance]] as const) {
    if (!(share >= 0 && share <= 1))
      throw fail('OPTION', 'scoreTempi', name, 'must be from 0 to 1', share)
  }
  const [first, second] = reference.map(tempo => tempo > 0 &&
    Math.min(...estimated.map(other => Math.abs(tempo - other) / tempo)) <= tolerance)
  return {
    pScore: weight * Number(first) + (1 - weight) * Number(second),
    one: first || second,
    both: first && second
  }
}

/**
 * Whether a tempo is right within 4 %: as it is (`acc1`), or two or three times as fast or slow
 * (`acc2`).
 */
export function tempoAccuracy (
  reference: number, estimated: number | null, tolerance = 0.04
): { readonly acc1: boolean, readonly acc2: boolean } {
  const right = (factor: number): boolean => estimated !== null &&
    Math.abs(estimated - factor * reference) <= tolerance * factor * reference
  return { acc1: right(1), acc2: [1, 2, 3, 1 / 2, 1 / 3].some(right) }
}
