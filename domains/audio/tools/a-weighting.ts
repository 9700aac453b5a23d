import { checkLeast } from '../checks.js'
import { eachSpectrum } from './spectra.js'
import type { Wave } from './wave.js'
import { checkRate, checkWave } from './wave.js'

/** What counts as silence, in dB. */
export const SILENCE = -80

/**
 * The A-weighting of frequencies in dB, not below -80 (mil-tokyo/bc_learning_sound, `a_weight`).
 *
 * @param frequency - in Hz
 * @throws INPUT for one below 0
 */
export function aWeight (frequency: number): number {
  checkLeast(frequency, 'aWeight', 'frequency', ' Hz')
  const square = frequency === 0 ? 1 : frequency ** 2
  const decibels = 2 + 20 * (2 * Math.log10(12194) + 2 * Math.log10(square) -
    Math.log10(square + 12194 ** 2) - Math.log10(square + 20.6 ** 2) -
    0.5 * Math.log10(square + 107.7 ** 2) - 0.5 * Math.log10(square + 737.9 ** 2))
  return Math.max(decibels, SILENCE)
}

/** Samples of a window: 2048 at 16 kHz, 4096 at 44.1 kHz, a power of two near 93 ms elsewhere. */
export function weightingSize (sampleRate: number): number {
  return 2 ** Math.round(Math.log2(0.0929 * sampleRate))
}

/**
 * The level of every window of a sound under A-weighting, in dB; windows overlap by half, and a
 * sound shorter than one is filled up with zeros. Law of Between-Class learning's code.
 *
 * @throws INPUT for what is no sound, OPTION for what is no rate
 */
export function aWeightedLevels (x: Wave, sampleRate: number): Float64Array {
  checkWave(x, 'aWeightedLevels')
  checkRate(sampleRate, 'aWeightedLevels')
  const size = weightingSize(sampleRate)
  const top = Math.floor(sampleRate / 2)
  const weights = Float64Array.from({ length: size / 2 + 1 },
    (_, k) => 10 ** (aWeight(top * k / (size / 2)) / 10))
  const filled = x.length >= size ? x : Float64Array.from({ length: size }, (_, k) => x[k] ?? 0)
  const levels: number[] = []
  eachSpectrum(filled, { size, hop: size / 2, centred: false }, (re, im) => {
    let power = 0
    for (let k = 0; k < weights.length; k++) power += (re[k] ** 2 + im[k] ** 2) * weights[k]
    levels.push(10 * Math.log10(Math.max(power, 10 ** (SILENCE / 10))))
  })
  return Float64Array.from(levels)
}
