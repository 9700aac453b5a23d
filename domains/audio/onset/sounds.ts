import { spectraOf } from '../tools/spectra.js'
import type { Wave } from '../tools/wave.js'
import { listener } from './curves.js'

/** Frames that are listened to after a beat, and how many lie from one to the next: 80 ms. */
const FRAMES = 4
const STEP = 4
/** Bands that are one: eight to the octave are enough to tell drums apart. */
const WIDTH = 3

/**
 * What is heard in the 80 ms after every beat: levels of bands, eight to the octave. Only there:
 * spectra of a whole piece of music would need more memory than its samples.
 *
 * @param beats - in seconds
 */
export function soundsAfter (
  x: Wave, sampleRate: number, beats: ArrayLike<number>
): Float64Array[] {
  const { size, hop, bandCount, hear } = listener(sampleRate)
  const spectra = spectraOf({ size, hop: STEP * hop, centred: false })
  const part = new Float64Array(size + (FRAMES - 1) * STEP * hop)
  return Array.from(beats, beat => {
    const first = Math.round(beat * sampleRate) - size / 2
    part.fill(0)
    part.set(x.subarray(Math.max(0, first), Math.max(0, first + part.length)), Math.max(0, -first))
    const mean = new Float64Array(Math.ceil(bandCount / WIDTH))
    spectra(part, (re, im) => {
      const { levels } = hear(re, im)
      for (let band = 0; band < bandCount; band++)
        mean[Math.floor(band / WIDTH)] += levels[band] / (FRAMES * WIDTH)
    })
    return mean
  })
}
