import { pickPeaks } from '../../../domains/audio/index.js'
import type { Adapter } from '../adapter.js'
import { numbers } from '../given.js'

/** Peaks of a curve. */
export const peakPick: Adapter = (inputs, params) => {
  const [preMax, postMax, preAvg, postAvg, delta, wait] =
    ['pre_max', 'post_max', 'pre_avg', 'post_avg', 'delta', 'wait'].map(name =>
      numbers(params, name)[0])
  return { peaks: pickPeaks(Float64Array.from(numbers(inputs, 'x')),
    { preMax, postMax, preAvg, postAvg, delta, wait }) }
}
