import { fail } from '../../../core/errors.js'
import type { Wave } from './wave.js'
import { checkRate, checkWave } from './wave.js'
import { hann } from './window.js'

/** Seconds of a piece, and by how much it may lie off to fit: no onset moves further. */
const PIECE = 0.04
const SLACK = 0.008

/** From where in a sound every piece of its stretched copy comes, half a piece apart. */
export interface Pieces {
  readonly from: Int32Array
  /** Samples of half a piece. */
  readonly hop: number
}

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
  if (!(typeof ratio === 'number' && ratio >= 0.5 && ratio <= 2))
    throw fail('OPTION', 'stretch', 'ratio', 'must be from 0.5 to 2', ratio)
  if (ratio === 1) return Float32Array.from(x)
  const length = Math.round(x.length * ratio)
  return joined(x, piecesOf(x, ratio, sampleRate, length), length)
}

/** Chooses the pieces of a stretched sound; of several channels by their mean, for all of them. */
export function piecesOf (x: Wave, ratio: number, sampleRate: number, length: number): Pieces {
  const hop = Math.max(1, Math.round(PIECE * sampleRate / 2))
  const slack = Math.round(SLACK * sampleRate)
  const from = new Int32Array(Math.ceil((length + hop) / hop))
  from[0] = -hop
  for (let piece = 1; piece < from.length; piece++) {
    const ideal = Math.round(piece * hop / ratio) - hop
    from[piece] = ideal + bestOffset(x, from[piece - 1] + hop, ideal, hop, slack)
  }
  return { from, hop }
}

/** Pieces under a window, one over the other. */
export function joined (x: Wave, { from, hop }: Pieces, length: number): Float32Array {
  const window = hann(2 * hop)
  const made = new Float32Array(length)
  from.forEach((first, piece) => {
    const at = (piece - 1) * hop
    for (let k = Math.max(0, -at); k < Math.min(2 * hop, length - at); k++)
      made[at + k] += window[k] * (x[first + k] ?? 0)
  })
  return made
}

/**
 * By how much a piece must lie off to go on as the last one would have: coarsely first, then
 * sample by sample. The nearest of equals, so that silence moves nothing.
 */
function bestOffset (
  x: Wave, natural: number, ideal: number, hop: number, slack: number
): number {
  if (natural === ideal) return 0
  const coarse = Math.max(1, Math.round(slack / 40))
  const near = search(x, natural, ideal, hop, 0, slack, coarse)
  return search(x, natural, ideal, hop, near, Math.min(coarse - 1, slack - Math.abs(near)), 1)
}

function search (
  x: Wave, natural: number, ideal: number, hop: number, middle: number, reach: number, step: number
): number {
  let [best, most] = [middle, likeness(x, natural, ideal + middle, hop, step)]
  for (let away = step; away <= reach; away += step) {
    for (const offset of [middle - away, middle + away]) {
      const each = likeness(x, natural, ideal + offset, hop, step)
      if (each > most) [best, most] = [offset, each]
    }
  }
  return best
}

/** How alike two parts of a sound are, every other sample or less of them. */
function likeness (x: Wave, a: number, b: number, length: number, step: number): number {
  let [product, power] = [0, 1e-9]
  const first = Math.max(0, -a, -b)
  const last = Math.min(length, x.length - a, x.length - b)
  for (let k = first; k < last; k += step + 1) {
    product += x[b + k] * x[a + k]
    power += x[b + k] * x[b + k]
  }
  return product / Math.sqrt(power)
}
