import type { Tensor } from '@tensorflow/tfjs-core'
import type { Annotations, Batch, DenseMap, Domain, HostArray } from '../../core/index.js'
import { annotations, isTensor, label, map, paintHost,
  paintRows } from '../../core/index.js'
import { measuresOf } from '../../core/paint/measures.js'
import { paintSounds, paintWaves } from './paint-waves.js'
import { blends } from './blends.js'
import { caption } from './caption.js'
import { steps } from './steps.js'
import { views } from './views.js'

/**
 * Sounds `[rows, time]` or `[rows, time, channels]`, all of one sampling rate: float32, or on the
 * host. Spectrograms are `[rows, frequency, time]` or `[rows, frequency, time, channels]`.
 */
export type Sounds = Tensor | HostArray<Float32Array | Float64Array>

/** What labels may be given as: class indices, one-hot, multi-hot or soft rows. */
export type SoundLabels =
  Tensor | readonly number[] | Int32Array | ReadonlyArray<readonly number[]>

/** A batch of sounds with its targets; all follow one plan. */
export interface AudioBatch extends Batch<Sounds> {
  readonly label?: SoundLabels
  /** What is heard in every row, in words. */
  readonly caption?: readonly string[]
}

/** A batch of spectrograms with its targets. */
export interface SpectrogramBatch extends AudioBatch {
  /** What is heard in every cell: class ids, or float32 `[rows, frequency, time, classes]`. */
  readonly mask?: DenseMap
  /** Events in time and frequency: `[lowest, first, highest, last]`, half-open, in cells. */
  readonly boxes?: readonly Annotations[]
}

/** Waveforms: regions go along time. */
export const audio: Domain<Sounds> = {
  name: 'audio',
  axes: ['time'],
  facts: (x, who) => measuresOf(x, who, ['time']),
  paint: (plan, pools, who) => isTensor(pools.batch)
    ? paintSounds(plan, pools as Record<string, Tensor>, who)
    : paintWaves(plan, pools as Record<string, HostArray<Float32Array>>, who),
  targets: { label, y: label, caption },
  steps: { ...steps, ...views }
}

/** Spectrograms: regions go along frequency and time. */
export const spectrogram: Domain<Sounds> = {
  name: 'spectrogram',
  axes: ['frequency', 'time'],
  facts: (x, who) => measuresOf(x, who, ['frequency', 'time']),
  paint: (plan, pools, who) => isTensor(pools.batch)
    ? paintRows(plan, pools as Record<string, Tensor>, { blends }, who)
    : paintHost(plan, pools as Record<string, HostArray<Float32Array>>, who, { blends }),
  targets: { label, y: label, caption, mask: map, boxes: annotations },
  blends
}
