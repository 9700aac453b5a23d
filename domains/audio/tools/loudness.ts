import { fail } from '../../../core/errors.js'
import type { Wave } from './wave.js'
import { checkRate, checkWave } from './wave.js'

/** A filter of second order: b over a, a[0] being 1. */
export interface Biquad {
  readonly b: readonly [number, number, number]
  readonly a: readonly [number, number, number]
}

/**
 * The two filters of K-weighting (ITU-R BS.1770-4), by the bilinear transform at any rate.
 *
 * @throws OPTION for what is no rate
 */
export function kWeighting (sampleRate: number): { shelf: Biquad, highpass: Biquad } {
  checkRate(sampleRate, 'kWeighting')
  const shelf = ((): Biquad => {
    const k = Math.tan(Math.PI * 1681.974450955533 / sampleRate)
    const q = 0.7071752369554196
    const gain = 10 ** (3.999843853973347 / 20)
    const middle = gain ** 0.4996667741545416
    const scale = 1 + k / q + k * k
    return {
      b: [(gain + middle * k / q + k * k) / scale, 2 * (k * k - gain) / scale,
        (gain - middle * k / q + k * k) / scale],
      a: [1, 2 * (k * k - 1) / scale, (1 - k / q + k * k) / scale]
    }
  })()
  const k = Math.tan(Math.PI * 38.13547087602444 / sampleRate)
  const q = 0.5003270373238773
  const scale = 1 + k / q + k * k
  return {
    shelf,
    highpass: { b: [1, -2, 1], a: [1, 2 * (k * k - 1) / scale, (1 - k / q + k * k) / scale] }
  }
}

function run ({ b, a }: Biquad, x: ArrayLike<number>): Float64Array {
  let [s1, s2] = [0, 0]
  return Float64Array.from(x, input => {
    const output = b[0] * input + s1
    s1 = b[1] * input - a[1] * output + s2
    s2 = b[2] * input - a[2] * output
    return output
  })
}

/**
 * The integrated loudness of a sound in LUFS (ITU-R BS.1770-4): blocks of 400 ms, 75 % overlap,
 * gates at -70 LUFS and 10 LU below the mean. `null` for silence, and for less than a block.
 *
 * @param channels - one list of samples a channel; from the fourth on they are surround, 1.41
 * @throws INPUT for what is no sound, and for channels of other lengths; OPTION for what is no rate
 */
export function loudness (channels: readonly Wave[], sampleRate: number): number | null {
  checkRate(sampleRate, 'loudness')
  if (!Array.isArray(channels) || channels.length === 0)
    throw fail('INPUT', 'loudness', 'channels', 'must be a list of at least one channel', channels)
  const { shelf, highpass } = kWeighting(sampleRate)
  const list = Array.from(channels, (x: Wave, c) => checkWave(x, 'loudness', `channels[${c}]`))
  const other = list.findIndex(each => each.length !== list[0].length)
  if (other > 0) {
    throw fail('INPUT', 'loudness', `channels[${other}]`,
      `must have ${list[0].length} samples, as the first`, list[other])
  }
  const weighted = list.map(x => run(highpass, run(shelf, x)))
  const block = Math.round(0.4 * sampleRate)
  const step = 0.1 * sampleRate
  const powers: number[] = []
  const { length } = weighted[0]
  for (let k = 0; Math.round(k * step) + block <= length; k++) {
    const start = Math.round(k * step)
    powers.push(weighted.reduce((total, x, c) => {
      let sum = 0
      for (let i = start; i < start + block; i++) sum += x[i] * x[i]
      return total + (c > 2 ? 1.41 : 1) * sum / block
    }, 0))
  }
  const loud = powers.filter(power => toLufs(power) > -70)
  if (loud.length === 0) return null
  const gate = toLufs(mean(loud)) - 10
  return toLufs(mean(loud.filter(power => toLufs(power) > gate)))
}

function toLufs (power: number): number {
  return -0.691 + 10 * Math.log10(power)
}

function mean (list: readonly number[]): number {
  return list.reduce((sum, each) => sum + each, 0) / list.length
}
