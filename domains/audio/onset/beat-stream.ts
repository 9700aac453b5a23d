import { fail } from '../../../core/errors.js'
import type { Wave } from '../tools/wave.js'
import { checkWave } from '../tools/wave.js'
import { beatChain } from './chain.js'
import { WINDOW, listener } from './curves.js'
import { TOGETHER, frameFeed } from './frames.js'
import type { TrackOptions } from './heard.js'
import { checkTracking, heardBeats, none } from './heard.js'
import type { Beats } from './rhythm.js'

/** Tracks the beats of a sound that comes in parts, with memory that does not grow. */
export interface BeatStream {
  /**
   * Beats that became certain, in seconds from the first sample, rising, and those of them that
   * begin bars; with meter, tempo and candidates as they were heard last.
   */
  push (samples: Wave): Beats
  /** The last beats. Nothing may be pushed after. */
  end (): Beats
  /** What is remembered now: frames of curves, samples, and beats. */
  readonly held: { readonly frames: number, readonly samples: number, readonly beats: number }
}

/** How a stream is tracked. */
export interface BeatStreamOptions extends TrackOptions {
  /**
   * Seconds that are remembered, 8 to 600; 30 by default. Beats are told when they are between a
   * quarter and eleven twelfths of a window old: a shorter one tells them sooner, but may step to
   * another level more easily.
   */
  readonly window?: number
}

/**
 * Beats as `trackBeats` finds them, in windows that overlap by a third: each is read on the level
 * and with the bars of those before, unless another is far likelier, and beats go over from one to
 * the next where both agree. A sound that is no longer than a window has the beats of the whole,
 * bit for bit. It does not matter how a sound is cut into parts.
 *
 * @throws OPTION for what is no rate, no range or no window; `push` throws INPUT for what is no
 *   sound, or after the end
 */
export function beatStream (options: BeatStreamOptions): BeatStream {
  const who = 'beatStream'
  checkTracking(options, who)
  const { sampleRate, window = WINDOW } = options
  if (!(typeof window === 'number' && window >= 8 && window <= 600))
    throw fail('OPTION', who, 'window', 'must be from 8 to 600 s', window)
  const { size, hop, lag, hear } = listener(sampleRate)
  const rate = sampleRate / hop
  // Whole pairs of frames, and so thirds of a window; the last frame is at its end
  const length = 6 * Math.ceil((window * rate + 1) / 6)
  const overlap = length / 3
  const step = length - overlap
  const [flux, highFrequency, low] = [0, 0, 0].map(() => new Float32Array(length))
  // Samples are there before the frames that they are heard in
  const sound = new Float32Array((length + 2 * TOGETHER) * hop + size)
  let [first, frames, samples, ended] = [0, 0, 0, false]
  const chain = beatChain(step / rate, overlap / rate)
  let latest: Beats = none

  const read = (x: Wave, isLast: boolean): void => {
    const start = first / rate
    const { evidence, ...beats } = heardBeats(x, {
      rate, warm: first === 0 ? lag : 0, flux: flux.subarray(0, frames),
      highFrequency: highFrequency.subarray(0, frames), low: low.subarray(0, frames)
    }, options, first === 0 ? undefined : chain.before(start))
    chain.goOn({ ...beats, evidence }, start, isLast)
    latest = beats
  }
  const feed = frameFeed({ size, hop }, (re, im) => {
    if (frames === length) {
      read(sound.subarray(0, length * hop), false)
      for (const curve of [flux, highFrequency, low]) curve.copyWithin(0, step)
      sound.copyWithin(0, step * hop, samples)
      first += step
      frames -= step
      samples -= step * hop
    }
    const heard = hear(re, im)
    flux[frames] = heard.flux
    highFrequency[frames] = heard.highFrequency
    low[frames] = heard.low
    frames++
  })
  return {
    push (part) {
      checkWave(part, who, 'samples')
      if (ended) throw fail('INPUT', who, 'samples', 'must come before the end', part)
      for (let at = 0; at < part.length; at += TOGETHER * hop) {
        const some = part.subarray(at, at + TOGETHER * hop)
        sound.set(some, samples)
        samples += some.length
        feed.push(some)
      }
      return { ...latest, ...chain.taken() }
    },
    end () {
      if (!ended) {
        feed.end()
        read(sound.subarray(0, samples), true)
        ended = true
      }
      return { ...latest, ...chain.taken() }
    },
    get held () {
      return { frames, samples, beats: chain.length }
    }
  }
}
