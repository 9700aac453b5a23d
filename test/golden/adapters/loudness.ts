import { kWeighting, loudness as loudnessOf } from '../../../domains/audio/index.js'
import type { Adapter } from '../adapter.js'
import { wavOf } from '../audio/wav.js'
import { numbers } from '../given.js'

/** The loudness of clips, and the filters of its weighting. */
export const loudness: Adapter = (inputs, params) => {
  if (params.kind === 'clips') {
    const { channels, sampleRate } = wavOf(inputs)
    const level = loudnessOf(channels, sampleRate)
    return { lufs_own: level, heard: Number(level !== null) }
  }
  const { shelf, highpass } = kWeighting(numbers(params, 'fs')[0])
  return {
    shelf: [[...shelf.b], [...shelf.a]], highpass: [[...highpass.b], [...highpass.a]]
  }
}
