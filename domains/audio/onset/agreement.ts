/** Beats of two readings that are no farther apart are one, in seconds. */
const NEAR = 0.05

/**
 * How well beats agree with those that were heard of the same sound before, where both are: their
 * F-measure, 0 where there is nothing to compare.
 *
 * @param before - in seconds
 * @param beats - in frames
 */
export function agreement (
  before: readonly number[], beats: ArrayLike<number>, rate: number
): number {
  if (before.length === 0) return 0
  const [first, last] = [before[0] - NEAR, before[before.length - 1] + NEAR]
  const times = Array.from(beats, beat => beat / rate).filter(time => time >= first && time <= last)
  const both = before.filter(time => nearest(times, time) >= 0).length
  return 2 * both / (before.length + times.length)
}

/** Numbers of two beats that are one, nearest the middle of a stretch; none if there are none. */
export function meeting (
  before: ArrayLike<number>, after: ArrayLike<number>, [from, to]: readonly number[]
): readonly [number, number] | undefined {
  const middle = (from + to) / 2
  const apart = (k: number): number => Math.abs(before[k] - middle)
  let [found, other] = [-1, -1]
  for (let k = 0; k < before.length; k++) {
    if (before[k] < from || before[k] > to || (found >= 0 && apart(k) >= apart(found))) continue
    const near = nearest(after, before[k])
    if (near >= 0) [found, other] = [k, near]
  }
  return found < 0 ? undefined : [found, other]
}

/** The number of the time that is nearest to another one, if it is near; -1 if none is. */
function nearest (times: ArrayLike<number>, time: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle] < time) low = middle + 1
    else high = middle
  }
  const right = low < times.length && (low === 0 || times[low] - time < time - times[low - 1])
  const k = right ? low : low - 1
  return k >= 0 && Math.abs(times[k] - time) <= NEAR ? k : -1
}
