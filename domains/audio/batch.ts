import type { Tensor } from '@tensorflow/tfjs-core'
import type { Annotations, Batch, DenseMap, Domain, HostArray, Measures } from '../../core/index.js'
import { annotations, checkTensor, isTensor, label, map, paintHost,
  paintRows } from '../../core/index.js'
import { fail } from '../../core/errors.js'
import { wrongHostArray } from '../../core/paint/host-array.js'
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
  facts: (x, who) => measured(x, who, 1),
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
  facts: (x, who) => measured(x, who, 2),
  paint: (plan, pools, who) => isTensor(pools.batch)
    ? paintRows(plan, pools as Record<string, Tensor>, { blends }, who)
    : paintHost(plan, pools as Record<string, HostArray<Float32Array>>, who, { blends }),
  targets: { label, y: label, caption, mask: map, boxes: annotations },
  blends
}

function measured (x: Sounds, who: string, axes: number): Measures {
  const shape = shapeOf(x, who)
  if (shape.length < 1 + axes) {
    const named = ['[rows, time]', '[rows, frequency, time]'][axes - 1]
    throw fail('INPUT', who, 'x', `must have rank ${1 + axes} or more, ${named}`, x)
  }
  if (shape[0] === 0) throw fail('EMPTY_BATCH', who, 'x')
  if (shape.includes(0)) throw fail('INPUT', who, 'x', 'must have no empty side', x)
  return { size: shape[0], shape: shape.slice(1), frame: shape.slice(1, 1 + axes) }
}

function shapeOf (x: Sounds, who: string): readonly number[] {
  if (isTensor(x)) {
    checkTensor(x, who, 'x')
    if (x.dtype !== 'float32') throw fail('INPUT', who, 'x', 'must be float32', x)
    return x.shape
  }
  const wrong = wrongHostArray(x, [Uint8Array, Float32Array, Float64Array])
  if (wrong !== undefined) throw fail('INPUT', who, 'x', wrong.allowed, wrong.got)
  return x.shape
}
