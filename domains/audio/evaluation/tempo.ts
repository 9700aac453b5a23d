import { fail } from '../../../core/errors.js'
import { checkLeast, checkShare } from '../checks.js'

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
    const two = Array.isArray(list) && list.length === 2
    if (!two || !list.every(tempo => typeof tempo === 'number' && tempo >= 0))
      throw fail('INPUT', 'scoreTempi', name, 'must be two tempi of at least 0 bpm', list)
  }
  checkShare(weight, 'scoreTempi', 'weight')
  checkShare(tolerance, 'scoreTempi', 'tolerance')
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
 * (`acc2`). What was not found, `null`, is wrong.
 *
 * @throws INPUT for a reference that is not above 0, and an estimate below 0; OPTION for a
 *   tolerance beyond 0 … 1
 */
export function tempoAccuracy (
  reference: number, estimated: number | null, tolerance = 0.04
): { readonly acc1: boolean, readonly acc2: boolean } {
  if (!(typeof reference === 'number' && reference > 0))
    throw fail('INPUT', 'tempoAccuracy', 'reference', 'must be greater than 0 bpm', reference)
  if (estimated !== null) checkLeast(estimated, 'tempoAccuracy', 'estimated', ' bpm')
  checkShare(tolerance, 'tempoAccuracy', 'tolerance')
  const right = (factor: number): boolean => estimated !== null &&
    Math.abs(estimated - factor * reference) <= tolerance * factor * reference
  return { acc1: right(1), acc2: [1, 2, 3, 1 / 2, 1 / 3].some(right) }
}
