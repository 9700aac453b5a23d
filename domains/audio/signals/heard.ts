import type { Facts, HostArray } from '../../../core/index.js'
import { isTensor, numbers } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { ofPool } from './per-pool.js'

/** The part of a sound that is heard of it, in `time` samples. */
interface Part {
  readonly start: Int32Array
  readonly length: Int32Array
  readonly time: number
}

/**
 * How long the sounds of a pool are: the signal `lengths`, or as long as its rows.
 *
 * @throws INPUT for a signal that is not about all rows, and for lengths that they cannot have
 */
export function lengthsOf (
  { pools, signals: { lengths } }: Facts, pool: string, time: number, who: string
): Int32Array {
  const { size, x } = pools[pool]
  const [, longest = time] = (Object(x) as Partial<HostArray>).shape ?? []
  if (lengths === undefined) return new Int32Array(size).fill(longest)
  const list = Int32Array.from(ofPool<Int32Array>(lengths, pool, size, who, 'lengths'))
  const wrong = list.findIndex(each => !(each >= 1 && each <= longest))
  if (wrong < 0) return list
  throw fail('INPUT', who, `signals.lengths[${wrong}]`, `must be from 1 to ${longest} samples`,
    list[wrong])
}

/**
 * The level of every row, and of the part of the pool `background` that it hears, once: the signal
 * `rms`, or told by the samples.
 *
 * @param chosen - the row of the pool that every row hears
 * @throws INPUT for a signal that is not about all rows, SIGNAL for sounds that are on a device
 */
export function heardLevels (
  { size, pools, signals: { rms } }: Facts, chosen: Int32Array, { start, length, time }: Part,
  who: string
): readonly [own: Float64Array, other: Float64Array] {
  if (rms !== undefined) {
    const [own, other] = ['batch', 'background'].map(name =>
      ofPool<Float64Array>(rms, name, pools[name].size, who, 'rms'))
    return [Float64Array.from(own), numbers(size, i => other[chosen[i]])]
  }
  const [own, other] = ['batch', 'background'].map(name => onHost(pools[name].x, who))
  return [
    numbers(size, row => levelOf(own, row, 0, time)),
    numbers(size, i => levelOf(other, chosen[i], Math.max(0, start[i]),
      Math.min(length[i], Math.max(0, start[i]) + time)))
  ]
}

function onHost (x: unknown, who: string): HostArray<Float32Array> {
  const { data, shape } = Object(x) as Partial<HostArray<Float32Array>>
  if (!isTensor(x) && data !== undefined && shape !== undefined) return { data, shape }
  throw fail('SIGNAL', who, 'rms', 'give it, or sounds on the host, { data, shape }')
}

/** The root of the mean square of samples `from` … `to` - 1 of a row, all channels together. */
function levelOf (
  { data, shape }: HostArray<Float32Array>, row: number, from: number, to: number
): number {
  const size = data.length / shape[0]
  const channels = size / shape[1]
  let sum = 0
  const end = row * size + to * channels
  for (let k = row * size + from * channels; k < end; k++) sum += data[k] * data[k]
  return Math.sqrt(sum / Math.max(1, (to - from) * channels))
}
