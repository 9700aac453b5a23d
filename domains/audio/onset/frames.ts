import type { Visit } from '../tools/spectra.js'
import { spectraOf } from '../tools/spectra.js'
import type { Wave } from '../tools/wave.js'

/** Frames that are heard together; even, as two of them share a transform. */
export const TOGETHER = 64

/** Takes a sound in parts, and visits its spectra. */
export interface FrameFeed {
  push (samples: Wave): void
  /** Visits the last frames. Nothing may be pushed after. */
  end (): void
}

/**
 * The spectra of a sound that comes in parts: bit for bit those that `eachSpectrum` visits of the
 * whole, frame t about sample t · hop, however the sound is cut.
 */
export function frameFeed (
  { size, hop }: { readonly size: number, readonly hop: number }, visit: Visit
): FrameFeed {
  const spectra = spectraOf({ size, hop, centred: false })
  const room = new Float64Array(size + (TOGETHER - 1) * hop)
  // Frame 0 is about the first sample: half of it lies before
  let [filled, heard] = [size / 2, 0]
  const listen = (): void => {
    const count = spectra(room.subarray(0, filled), (re, im, frame) => {
      visit(re, im, heard + frame)
    })
    heard += count
    room.copyWithin(0, count * hop, filled)
    filled -= count * hop
  }
  const push = (samples: Wave): void => {
    for (let at = 0; at < samples.length;) {
      const part = samples.subarray(at, at + room.length - filled)
      room.set(part, filled)
      filled += part.length
      at += part.length
      if (filled === room.length) listen()
    }
  }
  return {
    push,
    end () {
      push(new Float64Array(size / 2))
      listen()
    }
  }
}
