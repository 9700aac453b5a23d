import { fail } from '../../../core/errors.js'
import { eachSpectrum } from '../tools/spectra.js'
import type { Wave } from '../tools/wave.js'
import { listener } from './curves.js'

/** What onsets may be told by; `combined` is the mean of `superflux` and `high-frequency`. */
export const onsetMethods =
  ['combined', 'superflux', 'flux', 'high-frequency', 'complex', 'energy', 'divergence'] as const
export type OnsetMethod = typeof onsetMethods[number]

/** The curve of one method, 200 frames a second; a number for every frame, 0 or more. */
export function methodCurve (
  x: Wave, sampleRate: number, method: Exclude<OnsetMethod, 'combined'>
): { readonly rate: number, readonly curve: Float64Array } {
  if (!onsetMethods.includes(method)) {
    throw fail('OPTION', 'detectOnsets', 'method', `must be one of ${onsetMethods.join(', ')}`,
      method)
  }
  const { size, hop, lag, hear } = listener(sampleRate)
  const terms = size / 2 + 1
  const growth = method === 'complex' ? complexGrowth(terms)
    : method === 'flux' ? growthOf(rise, terms, lag)
      : method === 'energy' ? energyGrowth(lag)
        : method === 'divergence' ? growthOf(divergence, terms, lag) : undefined
  const curve = new Float64Array(1 + Math.floor(x.length / hop))
  eachSpectrum(x, { size, hop }, (re, im, frame) => {
    const heard = growth === undefined ? hear(re, im) : undefined
    curve[frame] = heard === undefined
      ? growth!(re, im)
      : method === 'superflux' ? heard.flux : heard.highFrequency
  })
  return { rate: sampleRate / hop, curve: curve.fill(0, 0, lag) }
}

type Growth = (re: Float64Array, im: Float64Array) => number

type Newness = (now: number, before: number) => number

/** How much a magnitude rises (Masri, 1996). */
const rise: Newness = (now, before) => Math.max(0, now - before)

/** How new magnitudes are against those of `lag` frames before, summed over the spectrum. */
function growthOf (newness: Newness, terms: number, lag: number): Growth {
  const rows = Array.from({ length: lag + 1 }, () => new Float64Array(terms))
  let frame = -1
  return (re, im) => {
    frame++
    const [now, before] = [rows[frame % (lag + 1)], rows[(frame + 1) % (lag + 1)]]
    let sum = 0
    for (let k = 0; k < terms; k++) {
      now[k] = Math.hypot(re[k], im[k])
      sum += newness(now[k], before[k])
    }
    return sum
  }
}

/** How much the energy of the whole rises, on a logarithmic scale. */
function energyGrowth (lag: number): Growth {
  const levels = new Float64Array(lag + 1)
  let frame = -1
  return (re, im) => {
    frame++
    let energy = 0
    for (let k = 0; k < re.length; k++) energy += re[k] * re[k] + im[k] * im[k]
    levels[frame % (lag + 1)] = Math.log1p(energy)
    return Math.max(0, levels[frame % (lag + 1)] - levels[(frame + 1) % (lag + 1)])
  }
}

/** As aubio has it: where there was silence any magnitude would be endlessly new. */
const FLOOR = 1e-6

/**
 * How new a magnitude is after that of `lag` frames before: Kullback and Leibler's divergence, of
 * what is new (Hainsworth and Macleod, 2003; Brossier, 2006).
 */
const divergence: Newness = (now, before) => now * Math.log(1 + now / (before + FLOOR))

/**
 * How far a spectrum is from the one that goes on as the last two did, in magnitude and phase, of
 * the terms that rise (Bello et al., 2004; rectified: Dixon, 2006).
 */
function complexGrowth (terms: number): Growth {
  const magnitude = new Float64Array(terms)
  let [phase, earlier, spare] = [0, 0, 0].map(() => new Float64Array(terms))
  return (re, im) => {
    let sum = 0
    for (let k = 0; k < terms; k++) {
      const [now, at] = [Math.hypot(re[k], im[k]), Math.atan2(im[k], re[k])]
      const turn = 2 * phase[k] - earlier[k]
      if (now >= magnitude[k]) {
        sum += Math.hypot(re[k] - magnitude[k] * Math.cos(turn),
          im[k] - magnitude[k] * Math.sin(turn))
      }
      magnitude[k] = now
      spare[k] = at
    }
    ;[earlier, phase, spare] = [phase, spare, earlier]
    return sum
  }
}
