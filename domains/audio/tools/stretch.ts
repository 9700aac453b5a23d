import { fail } from '../../../core/errors.js'
import type { Wave } from './wave.js'
import { checkRate, checkWave } from './wave.js'
import { hann } from './window.js'

/** Seconds of a piece, and by how much it may lie off to fit: no onset moves further. */
const PIECE = 0.04
const SLACK = 0.008

/**
 * A sound that takes `ratio` times as long at the same pitch: WSOLA (Verhelst and Roelands, 1993).
 * Pieces of 40 ms overlap by half, each from where it fits best within 8 ms.
 *
 * @param ratio - 0.5 … 2; between 0.9 and 1.1 it is hardly heard
 * @returns round(n · ratio) samples
 * @throws INPUT for what is no sound, OPTION for what is no rate, or a ratio beyond 0.5 … 2
 */
export function stretch (x: Wave, ratio: number, sampleRate: number): Float32Array {
  checkWave(x, 'stretch')
  checkRate(sampleRate, 'stretch')
  if (!(ratio >= 0.5 && ratio <= 2))
    throw fail('OPTION', 'stretch', 'ratio', 'must be from 0.5 to 2', ratio)
  if (ratio === 1) return Float32Array.from(x)
  const hop = Math.max(1, Math.round(PIECE * sampleRate / 2))
  const slack = Math.round(SLACK * sampleRate)
  const window = hann(2 * hop)
  const made = new Float32Array(Math.round(x.length * ratio))
  let from = -hop
  for (let at = -hop; at < made.length; at += hop) {
    const ideal = Math.round((at + hop) / ratio) - hop
    if (at >= 0) from = ideal + bestOffset(x, from + hop, ideal, hop, slack)
    for (let k = 0; k < 2 * hop; k++) {
      if (at + k >= 0 && at + k < made.length) made[at + k] += window[k] * (x[from + k] ?? 0)
    }
  }
  return made
}

/** By how much a piece must lie off to go on as the last one would have. */
function bestOffset (
  x: Wave, natural: number, ideal: number, hop: number, slack: number
): number {
  if (Math.abs(natural - ideal) <= 0) return 0
  let [best, most] = [0, -Infinity]
  for (let offset = -slack; offset <= slack; offset++) {
    let [product, power] = [0, 1e-9]
    for (let k = 0; k < hop; k += 2) {
      const sample = x[ideal + offset + k] ?? 0
      product += sample * (x[natural + k] ?? 0)
      power += sample * sample
    }
    const likeness = product / Math.sqrt(power)
    if (likeness > most) [best, most] = [offset, likeness]
  }
  return best
}
