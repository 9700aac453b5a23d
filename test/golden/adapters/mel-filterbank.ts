import { melFilters } from '../../../domains/audio/index.js'
import type { Adapter } from '../adapter.js'
import { filled } from '../audio/filters.js'
import { entry } from '../given.js'

/** librosa's mel filters. */
export const melFilterbank: Adapter = (_inputs, params) => {
  const { first, weights } = melFilters({
    sampleRate: entry<number>(params, 'sr')!,
    size: entry<number>(params, 'n_fft')!,
    bands: entry(params, 'n_mels'),
    low: entry(params, 'fmin'),
    high: entry(params, 'fmax'),
    scale: entry(params, 'htk') === true ? 'htk' : 'slaney',
    norm: entry(params, 'norm') ?? 'none'
  })
  const terms = entry<number>(params, 'n_fft')! / 2 + 1
  return { rows: filled(weights.map((list, band) => [first[band], [...list]]), terms) }
}
