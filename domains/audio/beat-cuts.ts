import type { Draws, Plan } from '../../core/index.js'
import { fail } from '../../core/errors.js'
import type { BeatMap } from './signals/beat-map.js'
import { beatPeriod } from './signals/beat-map.js'

/** From where both sounds are heard, for how long, and how much of the row itself. */
export interface Cut {
  readonly from: number
  readonly partnerFrom: number
  readonly length: number
  readonly share: number
  /** How much longer the partner becomes. */
  readonly ratio: number
  /** Why the row is heard alone, where it is. */
  readonly because?: Unmixed
}

/**
 * Why a row is not mixed: by chance, since there is nobody of its tempo, since one of both has less
 * than two downbeats or beats, or since too little is left of them.
 */
export type Unmixed = 'chance' | 'no-partner' | 'no-downbeats' | 'no-beats' | 'too-short'

/** How cuts are chosen. */
export interface CutOptions {
  readonly probability: number
  readonly beta: number
  readonly shortest: number
  readonly align: 'downbeat' | 'beat' | 'none'
  readonly choose: 'random' | 'first'
  readonly fallback: 'anchor' | 'mixup' | 'throw'
  readonly stretch: 'none' | 'wsola'
  readonly maxStretch: number
}

/** The cut of a row that is not mixed. */
export function whole ({ length }: BeatMap, time: number, because?: Unmixed): Cut {
  return { from: 0, partnerFrom: 0, length: Math.min(length ?? time, time), share: 1, ratio: 1,
    ...because && { because } }
}

/** Draws the cut of a row and its partner. */
export function cutOf (
  mine: BeatMap, theirs: BeatMap, time: number, options: CutOptions, draw: Draws
): Cut {
  const { beta, shortest, align, choose, fallback } = options
  const alone = whole(mine, time)
  if (!draw.chance('mix', options.probability)) return { ...alone, because: 'chance' }
  const [a, b] = [mine, theirs].map(map => align === 'beat' ? map.beats : map.downbeats)
  const has = align !== 'none' && a.length > 1 && b.length > 1
  if (!has && align !== 'none' && fallback === 'throw') {
    throw fail('INPUT', 'beat-sync', 'signals.beats',
      `must have two ${align}s at least for every row`, a.length > 1 ? b : a)
  }
  if (!has && align !== 'none' && fallback === 'anchor')
    return { ...alone, because: `no-${align}s` }
  const place = (list: Int32Array, name: string): number =>
    !has ? 0 : choose === 'first' ? list[0] : list[draw.int(name, list.length - 1)]
  const from = place(a, 'anchorBeat')
  const partnerFrom = place(b, 'partnerBeat')
  const ratio = options.stretch === 'none' ? 1 : ratioOf(mine, theirs, options.maxStretch)
  const left = whole(theirs, time).length - partnerFrom
  const length = Math.min(alone.length - from, Math.floor(left * ratio))
  return length <= shortest
    ? { ...alone, because: 'too-short' }
    : { from, partnerFrom, length, share: draw.beta('lambda', beta), ratio }
}

/**
 * The rows that a plan of `beatSync` does not mix, and why.
 *
 * @param plan - of one step; the further plans of a chain are not looked at
 * @throws INPUT for what is no plan
 */
export function unmixedRows (
  plan: Pick<Plan<unknown>, 'after'>
): ReadonlyArray<{ readonly row: number, readonly because: Unmixed }> {
  if (typeof (plan as unknown) !== 'object' || (plan as unknown) === null)
    throw fail('INPUT', 'unmixedRows', 'plan', 'must be a plan', plan)
  const { after = [] } = plan
  const told = after.find(step => step.step === 'heard-alone')
  const list = told?.step === 'heard-alone' ? told.because : []
  return list.flatMap((because, row) => because === '' ? [] : [{ row, because }])
}

/**
 * How much longer a partner becomes, so that its beats fall on those of the row, or on every other
 * one where it is twice as fast or slow; 1 where that is beyond what is allowed.
 */
export function ratioOf (mine: BeatMap, theirs: BeatMap, maxStretch: number): number {
  const ratio = beatPeriod(mine.beats) / beatPeriod(theirs.beats)
  const near = [ratio, 2 * ratio, ratio / 2].find(each => Math.abs(each - 1) <= maxStretch)
  return near ?? 1
}
