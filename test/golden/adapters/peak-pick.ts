import { pickPeaks } from '../../../domains/audio/index.js'
import type { Adapter } from '../adapter.js'
import { numbers } from '../given.js'

/** Peaks of a curve. */
export const peakPick: Adapter = (inputs, params) => {
  // librosa takes the next whole number of frames
  const [preMax, postMax, preAvg, postAvg, wait] =
    ['pre_max', 'post_max', 'pre_avg', 'post_avg', 'wait'].map(name =>
      Math.ceil(numbers(params, name)[0]))
  const [delta] = numbers(params, 'delta')
  return { peaks: pickPeaks(Float64Array.from(numbers(inputs, 'x')),
    { preMax, postMax, preAvg, postAvg, delta, wait }) }
}
