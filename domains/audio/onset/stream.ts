import { fail } from '../../../core/errors.js'
import type { Wave } from '../tools/wave.js'
import { checkRate, checkWave } from '../tools/wave.js'
import { listener } from './curves.js'
import type { DetectOptions } from './detect.js'
import { frameFeed } from './frames.js'
import { SILENCE, onsetsOf } from './onset-curve.js'

/** Seconds that are remembered: what is loud in them is what onsets are measured by. */
const MEMORY = 12
/** Seconds between two looks at what was heard. */
const EVERY = 0.5
/** Seconds after which a peak is certain: no later frame has to do with it. */
const CERTAIN = 0.12

/** Onsets of two looks that are no farther apart are one, in seconds. */
const SAME = 0.02

/** Finds onsets in a sound that comes in parts, with memory that does not grow. */
export interface OnsetStream {
  /** Onsets that became certain, in seconds from the first sample, rising: up to 0.6 s late. */
  push (samples: Wave): Float64Array
  /** The last onsets. Nothing may be pushed after. */
  end (): Float64Array
}

type StreamOptions = Pick<DetectOptions, 'sampleRate' | 'threshold'>

/**
 * Onsets as `detectOnsets` finds them, but measured by the last 12 seconds, not by the whole sound:
 * the same for sounds that are as short. It does not matter how a sound is cut into parts.
 *
 * @throws OPTION for what is no rate, and no threshold from 0 on; `push` throws INPUT for what is
 *   no sound, or after the end
 */
export function onsetStream (options: StreamOptions): OnsetStream {
  const who = 'onsetStream'
  checkPicking(options, who)
  const windows = onsetWindows(options, MEMORY, EVERY)
  let ended = false
  return {
    push (samples) {
      checkWave(samples, who, 'samples')
      if (ended) throw fail('INPUT', who, 'samples', 'must come before the end', samples)
      return windows.push(samples)
    },
    end () {
      if (ended) return new Float64Array(0)
      ended = true
      return windows.end()
    }
  }
}

/** @throws OPTION for what is no rate, and no threshold from 0 on */
export function checkPicking (options: unknown, who: string): void {
  const { sampleRate, threshold } = Object(options) as Partial<StreamOptions>
  checkRate(sampleRate, who)
  if (threshold === undefined || (typeof threshold === 'number' && threshold >= 0)) return
  throw fail('OPTION', who, 'threshold', 'must be at least 0', threshold)
}

/** Onsets of a sound in parts, looked for every so many seconds in those and some before. */
export function onsetWindows (
  { sampleRate, threshold }: StreamOptions, memory: number, seconds: number
): OnsetStream {
  const { size, hop, lag, hear } = listener(sampleRate)
  const rate = sampleRate / hop
  const [kept, every] = [memory, seconds].map(each => Math.round(each * rate))
  const [flux, highFrequency, power] = [0, 0, 0].map(() => new Float32Array(kept + every))
  let [forgotten, frames, last, decided] = [0, 0, -Infinity, -Infinity]
  let found: number[] = []

  const look = (until: number): void => {
    const curves = {
      rate, warm: forgotten === 0 ? lag : 0, flux: flux.subarray(0, frames),
      highFrequency: highFrequency.subarray(0, frames), low: new Float32Array(0)
    }
    const level = power.subarray(0, frames).reduce((sum, each) => sum + each, 0) / frames
    for (const each of level > SILENCE ? onsetsOf(curves, threshold) : []) {
      const time = each + forgotten / rate
      if (time <= Math.max(last + SAME, decided - SAME) || time > until) continue
      found.push(time)
      last = time
    }
    decided = until
    const spare = Math.max(0, frames - kept)
    for (const curve of [flux, highFrequency, power]) curve.copyWithin(0, spare, frames)
    forgotten += spare
    frames -= spare
  }
  const feed = frameFeed({ size, hop }, (re, im, frame) => {
    const heard = hear(re, im)
    flux[frames] = heard.flux
    highFrequency[frames] = heard.highFrequency
    power[frames] = heard.power
    frames++
    if ((frame + 1) % every === 0) look((frame + 1) / rate - CERTAIN)
  })
  const given = (): Float64Array => {
    const list = Float64Array.from(found)
    found = []
    return list
  }
  return {
    push (samples) {
      feed.push(samples)
      return given()
    },
    end () {
      feed.end()
      look(Infinity)
      return given()
    }
  }
}
