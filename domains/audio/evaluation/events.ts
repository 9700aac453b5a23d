import { fail } from '../../../core/errors.js'
import { checkTimes } from '../checks.js'

/** Times in seconds, rising. */
export type Times = ArrayLike<number>

/** How well events were found. */
export interface Found {
  /** The harmonic mean of precision and recall; `null` where there is nothing to find or found. */
  readonly f: number | null
  readonly precision: number
  readonly recall: number
}

/** The most pairs of events no further apart than a window. Of windows of one width, the first. */
export function matches (reference: Float64Array, estimated: Float64Array, window: number): number {
  let [count, next] = [0, 0]
  for (const time of estimated) {
    while (next < reference.length && reference[next] < time - window) next++
    if (next < reference.length && reference[next] <= time + window) {
      count++
      next++
    }
  }
  return count
}

function foundWithin (
  reference: Times, estimated: Times, window: number, who: string
): Found {
  const wanted = checkTimes(reference, who, 'reference')
  const had = checkTimes(estimated, who, 'estimated')
  if (wanted.length === 0 && had.length === 0) return { f: null, precision: 0, recall: 0 }
  const count = matches(wanted, had, window)
  const precision = had.length === 0 ? 0 : count / had.length
  const recall = wanted.length === 0 ? 0 : count / wanted.length
  const f = count === 0 ? 0 : 2 * precision * recall / (precision + recall)
  return { f, precision, recall }
}

/**
 * How well onsets were found: mir_eval's `onset.f_measure`.
 *
 * @param window - seconds that an onset may be off; 0.05 by default
 * @throws INPUT for times that are none, OPTION for a window below 0
 */
export function scoreOnsets (reference: Times, estimated: Times, window = 0.05): Found {
  if (!(typeof window === 'number' && window >= 0))
    throw fail('OPTION', 'scoreOnsets', 'window', 'must be at least 0 s', window)
  return foundWithin(reference, estimated, window, 'scoreOnsets')
}

/** How well beats were found: mir_eval's `beat.f_measure`; beats may be 0.07 s off. */
export function beatsFound (reference: Times, estimated: Times, window = 0.07): Found {
  return foundWithin(reference, estimated, window, 'scoreBeats')
}
