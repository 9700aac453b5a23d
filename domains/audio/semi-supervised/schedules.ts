import { checkLeast, checkOneOf, checkShare } from '../checks.js'

/**
 * How much of its past a mean teacher keeps at a step: min(1 - 1 / (step + 1), `most`).
 *
 * @throws INPUT for a step below 0, OPTION for a share beyond 0 … 1
 */
export function teacherDecay (step: number, most = 0.999): number {
  checkLeast(step, 'teacherDecay', 'step')
  return Math.min(1 - 1 / (step + 1), checkShare(most, 'teacherDecay', 'most'))
}

/**
 * A coefficient that grows from 0 to 1: in a line (MixMatch), or as exp(-5 (1 - s)²).
 *
 * @param length - in steps; 0 is no warm-up
 * @throws INPUT for a step or a length below 0, OPTION for what is no kind
 */
export function warmUp (step: number, length: number, kind: 'linear' | 'exponential'): number {
  checkLeast(step, 'warmUp', 'step')
  checkLeast(length, 'warmUp', 'length')
  checkOneOf(kind, ['linear', 'exponential'], 'warmUp', 'kind')
  const share = length > 0 ? Math.min(step / length, 1) : 1
  return kind === 'linear' ? share : Math.exp(-5 * (1 - share) ** 2)
}
