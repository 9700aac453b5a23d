import type { Facts } from '../../../core/index.js'
import { isTensor } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import type { BeatTracker } from '../onset/tracker.js'
import type { BeatMap } from './beat-map.js'
import { beatMap } from './beat-map.js'
import { ofPool } from './per-pool.js'
import { channelsOf } from './levels.js'

const WHO = 'beat-sync'

/**
 * The beat maps of a pool: those of the signal `beats`, or else what the tracker hears in the mean
 * of all channels of every row.
 *
 * @throws INPUT for a signal that is not about all rows, SIGNAL where there is nothing to listen to
 */
export function mapsOf (
  facts: Facts, pool: string, tracker: BeatTracker, sampleRate: number | undefined
): readonly BeatMap[] {
  const { signals: { beats }, pools } = facts
  if (beats !== undefined)
    return ofPool<readonly BeatMap[]>(beats, pool, pools[pool].size, WHO, 'beats')
  if (sampleRate === undefined || !isHost(pools[pool].x)) {
    throw fail('SIGNAL', WHO, 'beats',
      'give it, or sounds on the host, { data, shape }, and "sampleRate"')
  }
  return channelsOf(pools[pool].x, WHO, 'beats').map(channels => {
    const [first] = channels
    const mean = channels.length === 1 ? first : first.map((_, k) =>
      channels.reduce((sum, each) => sum + each[k], 0) / channels.length)
    return beatMap(tracker.track(mean, { sampleRate }), sampleRate)
  })
}

/** @throws OPTION without a rate, INPUT for a batch on a device */
export function requireHost (
  { pools }: Facts, sampleRate: number | undefined, option: string
): void {
  if (sampleRate === undefined)
    throw fail('OPTION', WHO, 'sampleRate', `must be given with "${option}"`, sampleRate)
  if (!isHost(pools.batch.x)) {
    throw fail('INPUT', WHO, 'x', `must be on the host, { data, shape }, for "${option}"`,
      pools.batch.x)
  }
}

function isHost (x: unknown): boolean {
  return x !== undefined && !isTensor(x)
}
