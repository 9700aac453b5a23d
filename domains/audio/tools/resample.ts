import type { Wave } from './wave.js'
import { checkRate, checkWave } from './wave.js'

/** Zero crossings of the sinc to either side. */
const CROSSINGS = 32
/** Kaiser's β: what lies beyond the band is 90 dB down. */
const BETA = 9
/** The edge of the band, of the lower of both rates' halves. */
const EDGE = 0.95

/**
 * A sound at another sampling rate: a polyphase filter, a sinc under a Kaiser window. Beyond its
 * ends the sound is silent. It is round(n · to / from) samples long.
 *
 * @param from - its sampling rate, in whole Hz
 * @param to - the one that is wanted
 * @throws INPUT for what is no sound, OPTION for what is no rate
 */
export function resample (x: Wave, from: number, to: number): Float32Array {
  checkWave(x, 'resample')
  const [a, b] = [checkRate(from, 'resample', 'from'), checkRate(to, 'resample', 'to')].map(
    Math.round)
  if (a === b) return Float32Array.from(x)
  const common = greatest(a, b)
  const [up, down] = [b / common, a / common]
  const cutoff = EDGE * Math.min(1, up / down)
  const reach = Math.ceil(CROSSINGS / cutoff)
  const phases = Array.from({ length: up }, (_, phase) => taps(phase / up, reach, cutoff))
  return Float32Array.from({ length: Math.round(x.length * b / a) }, (_, k) => {
    const place = k * down
    const first = Math.floor(place / up) - reach + 1
    const filter = phases[place % up]
    let sum = 0
    for (let tap = 0; tap < filter.length; tap++) {
      const at = first + tap
      if (at >= 0 && at < x.length) sum += filter[tap] * x[at]
    }
    return sum
  })
}

/** The filter about a place between two samples; its taps sum to 1. */
function taps (fraction: number, reach: number, cutoff: number): Float64Array {
  const list = Float64Array.from({ length: 2 * reach }, (_, tap) => {
    const t = tap - reach + 1 - fraction
    const inside = 1 - (t / reach) ** 2
    if (inside <= 0) return 0
    const angle = Math.PI * cutoff * t
    return (angle === 0 ? 1 : Math.sin(angle) / angle) * bessel(BETA * Math.sqrt(inside))
  })
  const sum = list.reduce((total, each) => total + each, 0)
  return list.map(each => each / sum)
}

/** The modified Bessel function of order 0. */
function bessel (x: number): number {
  let [sum, term] = [1, 1]
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

function greatest (a: number, b: number): number {
  return b === 0 ? a : greatest(b, a % b)
}
