import type { Numbers } from './results.js'

/**
 * How far a number may lie from the reference's: as a share of the range of what it belongs to, as
 * a share of itself, or as it is.
 */
export type Tolerance =
  { readonly share: number } | { readonly relative: number } | { readonly absolute: number } |
  /** Of the largest number, or of 1 if that is more. */
  { readonly largest: number }

/** Of the range. */
const usual = 1e-5

/**
 * By file: tighter where all is computed in doubles on the host, or nothing in float32 but a
 * weighted sum; looser for chains of
 * convolutions, resizes and softmaxes in float32.
 */
const other: Readonly<Record<string, number>> = {
  cmixup: 1e-6,
  kmixup_assignment: 1e-9,
  localmixup: 1e-6,
  elastic_distortion: 1e-6,
  lasermix: 1e-7,
  mix3d_augment: 1e-6,
  mix3d_concat: 1e-7,
  mix3d_variants: 1e-9,
  pointcept_mix3d: 1e-7,
  pointcutmix: 1e-7,
  pointmixup: 1e-6,
  polarmix: 1e-7,
  polarmix_mmdet3d: 1e-6,
  rsmix: 1e-9,
  voxelize: 1e-7,
  adautomix: 1e-4,
  alignmix: 1e-4,
  automix_samix: 1e-4,
  guidedmixup: 1e-4,
  sagemix: 2e-4,
  snapmix: 1e-4
}

/**
 * By file and result: of what librosa computes in float32; of trainings, whose numbers span many
 * sizes, with an exact Adam.
 */
const stated: Readonly<Record<string, Readonly<Record<string, Tolerance>>>> = {
  // What a file holds is read, not computed; of a whole file, in floats where that has floats.
  clouds: {
    ...Object.fromEntries(['xyz', 'x', 'intensity', 'time', 'gps'].map(name =>
      [name, { share: 1e-15 }])),
    ...Object.fromEntries(['min', 'max', 'first', 'last', 'mean', 'sum_curvature', 'sum_intensity']
      .map(name => [name, { share: 1e-7 }])),
    ...Object.fromEntries(['n', 'n_finite', 'pdrf', 'record_length', 'sum_rgb', 'sum_rgba']
      .map(name => [name, { relative: 1e-15 }]))
  },
  loudness: { lufs_own: { absolute: 0.1 } },
  mel_filterbank: { rows: { absolute: 1e-6 } },
  metrics: Object.fromEntries(['onset_f', 'onset_p', 'onset_r', 'beat_f', 'cemgil', 'cemgil_best',
    'p_score', 'CMLc', 'CMLt', 'AMLc', 'AMLt', 'information_gain'].map(name =>
    [name, { absolute: 1e-6 }])),
  onset_chain: {
    mel_power_frame_40: { share: 1e-3 },
    mel_dB_frame_40: { absolute: 2e-3 },
    onset_strength_mean: { absolute: 2e-3 },
    onset_strength_median: { absolute: 2e-3 },
    onset_strength_first_400: { absolute: 2e-3 },
    tempogram_mean_over_time_first_130_lags: { absolute: 1e-4 }
  },
  trajectory: {
    firstLoss: { relative: 1e-6 },
    loss: { relative: 1e-5 },
    weightNorm: { relative: 1e-6 },
    validRmse: { relative: 1e-5 },
    validMape: { relative: 1e-5 },
    testRmse: { relative: 1e-5 },
    testMape: { relative: 1e-5 },
    validPrediction: { absolute: 2e-4 }
  }
}

/** Files of losses, by their gradients. */
const differentiated: readonly string[] = [
  'clip', 'clip_rocket', 'dropmix', 'embedding_expansion', 'embedding_mixup', 'imix', 'knn_topk',
  'm2mix', 'metrix', 'mixco', 'mochi', 'ntxent', 'pml_losses', 'rnc', 'slerp', 'supcon', 'supremix',
  'uniformity_alignment', 'unmix'
]

/** The tolerance of a result of a file, by its key; arrays of whole numbers must be met exactly. */
export function toleranceOf (key: string, result: string): Tolerance {
  const [place] = result.split(/[.[]/)
  if (place === 'grads') return { largest: 2e-5 }
  if (differentiated.includes(key) && place === 'loss') return { relative: 2e-5 }
  return stated[key]?.[place] ?? { share: other[key] ?? usual }
}

/** What an error is measured by: number `index` of a result. */
export function measureOf (tolerance: Tolerance, want: Numbers, index: number): number {
  if ('share' in tolerance) return rangeOf(want)
  if ('largest' in tolerance) return largestOf(want)
  // Of 0, which must be met too, there is no share
  return 'relative' in tolerance ? Math.abs(want.data[index]) || 1 : 1
}

/** The largest error that is allowed, in its measure. */
export function allowance (tolerance: Tolerance, { exact }: Numbers): number {
  if (exact) return 0
  if ('share' in tolerance) return tolerance.share
  if ('largest' in tolerance) return tolerance.largest
  return 'relative' in tolerance ? tolerance.relative : tolerance.absolute
}

/**
 * The range that tolerances are shares of: from the least to the greatest number, 0 among them, so
 * that it is 1 for labels and masks; at least 1 for a single number; 1 where all are 0.
 */
export function rangeOf ({ shape, data }: Numbers): number {
  let [low, high] = [0, 0]
  for (let i = 0; i < data.length; i++) {
    if (Number.isNaN(data[i])) continue
    low = Math.min(low, data[i])
    high = Math.max(high, data[i])
  }
  const range = high - low
  return shape.length === 0 ? Math.max(1, range) : range === 0 ? 1 : range
}

function largestOf ({ data }: Numbers): number {
  let largest = 1
  for (let i = 0; i < data.length; i++)
    if (!Number.isNaN(data[i])) largest = Math.max(largest, Math.abs(data[i]))
  return largest
}
