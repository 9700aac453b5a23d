import type { Facts, Partners } from '../../../core/index.js'
import { numbers } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { loudness } from '../tools/loudness.js'
import { channelsOf, rootMeanSquares } from './levels.js'
import { ofPool } from './per-pool.js'
import { exp } from '../../../core/random/elementary.js'

const WHO = 'beat-sync'
/** A partner is made louder by no more than this: noise of what is nearly silent stays low. */
const MOST = 10

/**
 * What makes partners as loud as the rows they are mixed with, by the root of the mean square or by
 * BS.1770 loudness; silence stays as it is. Levels are the signal `rms`, or those of the samples.
 *
 * @throws OPTION for loudness without a rate, SIGNAL for samples that are on a device
 */
export function gainsOf (
  facts: Facts, { pool, rows }: Partners, by: 'rms' | 'lufs', sampleRate: number | undefined
): Float64Array {
  const levels = (of: string): ArrayLike<number> => by === 'rms'
    ? squaresOf(facts, of)
    : loudnessOf(facts.pools[of].x, sampleRate)
  const mine = levels('batch')
  const theirs = pool === 'batch' ? mine : levels(pool)
  return numbers(facts.size, i => {
    const [a, b] = [mine[i], theirs[rows[i]]]
    return a > 0 && b > 0 ? Math.min(MOST, a / b) : 1
  })
}

function squaresOf ({ signals: { rms }, pools }: Facts, pool: string): ArrayLike<number> {
  return rms === undefined
    ? rootMeanSquares({ x: pools[pool].x }) as Float64Array
    : ofPool<Float64Array>(rms, pool, pools[pool].size, WHO, 'rms')
}

/** Amplitudes of equal loudness; 0 for silence. */
function loudnessOf (x: unknown, sampleRate: number | undefined): readonly number[] {
  if (sampleRate === undefined)
    throw fail('OPTION', WHO, 'sampleRate', 'must be given with "gain": "lufs"', sampleRate)
  return channelsOf(x, WHO, 'loudness').map(channels => {
    const level = loudness(channels, sampleRate)
    return level === null ? 0 : exp(level * (Math.LN10 / 20))
  })
}
