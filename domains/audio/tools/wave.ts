import { fail } from '../../../core/errors.js'

/** One channel of sound: samples, mostly in -1 … 1. */
export type Wave = Float32Array | Float64Array

/**
 * Refuses what is no sound.
 *
 * @throws INPUT for what is no array of real numbers, and for samples that are not finite
 */
export function checkWave (x: unknown, who: string, name = 'x'): Wave {
  if (!(x instanceof Float32Array) && !(x instanceof Float64Array))
    throw fail('INPUT', who, name, 'must be a Float32Array or Float64Array of samples', x)
  for (let k = 0; k < x.length; k++) {
    if (!(Math.abs(x[k]) < Infinity))
      throw fail('INPUT', who, `${name}[${k}]`, 'must be a finite number', x[k])
  }
  return x
}

/**
 * Refuses what is no sampling rate.
 *
 * @throws OPTION for anything but a number of at least 1000 Hz
 */
export function checkRate (rate: unknown, who: string, name = 'sampleRate'): number {
  if (typeof rate === 'number' && Number.isFinite(rate) && rate >= 1000) return rate
  throw fail('OPTION', who, name, 'must be a rate of at least 1000 Hz', rate)
}
