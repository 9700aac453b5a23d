import { fail } from '../../../core/errors.js'
import { eachSpectrum } from '../tools/spectra.js'
import type { Wave } from '../tools/wave.js'
import { checkRate, checkWave } from '../tools/wave.js'
import type { DetectOptions } from './detect.js'
import { onsetsOf } from './detect.js'
import { listener } from './curves.js'

/** Seconds that are remembered: what is loud in them is what onsets are measured by. */
const MEMORY = 12
/** Seconds between two looks at what was heard. */
const EVERY = 0.5
/** Seconds after which a peak is certain: no later frame has to do with it. */
const CERTAIN = 0.12

/** Finds onsets in a sound that comes in parts, with memory that does not grow. */
export interface OnsetStream {
  /** Onsets that became certain, in seconds from the first sample, rising: up to 0.6 s late. */
  push (samples: Wave): Float64Array
  /** The last onsets. Nothing may be pushed after. */
  end (): Float64Array
}

/**
 * Onsets as `detectOnsets` finds them, but measured by the last 12 seconds, not by the whole sound:
 * the same for sounds that are as short.
 *
 * @throws OPTION for what is no rate; `push` throws INPUT for what is no sound, or after the end
 */
export function onsetStream ({ sampleRate, threshold }: DetectOptions): OnsetStream {
  checkRate(sampleRate, 'onsetStream')
  const { size, hop, lag, hear } = listener(sampleRate)
  const rate = sampleRate / hop
  const kept = Math.round(MEMORY * rate)
  const [flux, highFrequency]: [number[], number[]] = [[], []]
  // Frame 0 is about the first sample: half of it lies before
  let rest: Wave = new Float64Array(size / 2)
  let [forgotten, looked, last, ended] = [0, 0, -Infinity, false]

  const listen = (samples: Wave): void => {
    const x = new Float64Array(rest.length + samples.length)
    x.set(rest)
    x.set(samples, rest.length)
    const count = eachSpectrum(x, { size, hop, centred: false }, (re, im) => {
      const heard = hear(re, im)
      flux.push(heard.flux)
      highFrequency.push(heard.highFrequency)
    })
    rest = x.slice(count * hop)
  }
  const look = (until: number): Float64Array => {
    const frames = flux.length
    const curves = {
      rate, warm: forgotten === 0 ? lag : 0, flux: Float32Array.from(flux),
      highFrequency: Float32Array.from(highFrequency), low: new Float32Array(0)
    }
    const found = frames === 0 ? [] : Array.from(onsetsOf(curves, threshold),
      time => time + forgotten / rate)
    const fresh = found.filter(time => time > last + 0.02 && time <= until)
    last = fresh.at(-1) ?? last
    looked = forgotten + frames
    const spare = Math.max(0, frames - kept)
    flux.splice(0, spare)
    highFrequency.splice(0, spare)
    forgotten += spare
    return Float64Array.from(fresh)
  }
  return {
    push (samples) {
      checkWave(samples, 'onsetStream')
      if (ended) throw fail('INPUT', 'onsetStream', 'samples', 'must come before the end', samples)
      const found: number[] = []
      // Parts of any length are heard alike
      for (let at = 0; at < samples.length; at += sampleRate) {
        listen(samples.subarray(at, at + Math.round(sampleRate)))
        if (forgotten + flux.length - looked >= EVERY * rate)
          found.push(...look((forgotten + flux.length) / rate - CERTAIN))
      }
      return Float64Array.from(found)
    },
    end () {
      if (!ended) listen(new Float64Array(size / 2))
      ended = true
      return look(Infinity)
    }
  }
}
