import { checkAbove, checkOneOf } from '../checks.js'
import { resample } from './resample.js'
import type { Wave } from './wave.js'
import { checkWave } from './wave.js'

/**
 * The true peak of a sound, of samples and between them, by fourfold oversampling (BS.1770-4), as
 * a share of full scale.
 */
export function truePeak (x: Wave): number {
  const most = (list: Wave): number => {
    let top = 0
    for (const sample of list) top = Math.max(top, Math.abs(sample))
    return top
  }
  return Math.max(most(checkWave(x, 'truePeak')), most(resample(x, 1000, 4000)))
}

/** What is done to samples beyond full scale. */
export type Clipping = 'none' | 'peak' | 'hard' | 'tanh'

/**
 * A sound that stays within a ceiling: as it is, made softer as a whole, cut, or bent.
 *
 * @param ceiling - above 0; 0.999 by default
 * @throws INPUT for what is no sound, OPTION for a ceiling that is not above 0, and for what is no
 *   way to limit
 */
export function limited (x: Wave, how: Clipping, ceiling = 0.999): Float32Array {
  checkWave(x, 'limited')
  checkOneOf(how, ['none', 'peak', 'hard', 'tanh'], 'limited', 'how')
  checkAbove(ceiling, 'limited', 'ceiling')
  const made = new Float32Array(x)
  if (how === 'hard') return made.map(sample => Math.min(Math.max(sample, -ceiling), ceiling))
  if (how === 'tanh') return made.map(sample => ceiling * Math.tanh(sample / ceiling))
  let most = 0
  for (const sample of x) most = Math.max(most, Math.abs(sample))
  const gain = how === 'peak' && most > ceiling ? ceiling / most : 1
  return gain === 1 ? made : made.map(sample => sample * gain)
}
