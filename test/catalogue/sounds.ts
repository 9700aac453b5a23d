import type { SignalProvider } from '../../core/index.js'
import type { BeatMap } from '../../domains/audio/index.js'
import type { Exemption } from './entry.js'

/** How many rows and frames x has, on the host or on the device. */
function lengthsOf ({ x }: Readonly<Record<string, unknown>>): readonly number[] {
  return (x as { shape: readonly number[] }).shape
}

/** Beats of every row that rest on the shape of a batch alone; the last row has none. */
export const beats: SignalProvider<BeatMap[]> = batch => {
  const [rows, time] = lengthsOf(batch)
  return Array.from({ length: rows }, (_, row) => {
    const every = 2 + row % 2
    const all = Int32Array.from({ length: Math.ceil((time - 1) / every) }, (_, k) => 1 + k * every)
    const none = rows > 2 && row === rows - 1
    return { beats: none ? new Int32Array(0) : all, downbeats: none ? new Int32Array(0) : all }
  })
}

/** Levels of every row, in dB. */
export const levels: SignalProvider<Float64Array> = batch =>
  Float64Array.from({ length: lengthsOf(batch)[0] }, (_, row) => 20 - 5 * (row % 3))

/** Levels of every row, above 0. */
export const rms: SignalProvider<Float64Array> = batch =>
  Float64Array.from({ length: lengthsOf(batch)[0] }, (_, row) => 0.2 + 0.3 * (row % 3))

/** Those of the batch, and of a pool of the same sounds. */
export const rmsOfPools: SignalProvider<Readonly<Record<string, Float64Array>>> = batch => {
  const list = rms(batch) as Float64Array
  return { batch: list, background: list }
}

/** Of mixers whose targets are stated and whose samples may leave the range of the batch. */
export const scaled: readonly Exemption[] = [
  { property: 'target-shares', reason: 'targets keep the share that was drawn' },
  { property: 'any-shape', reason: 'a sum of sounds may leave the range of its batch' },
  { property: 'host-equals-tensor', reason: 'a sum of bytes may leave the range of bytes' }
]

/** Of sounds that are cut where they are louder than 1: on the samples, not on maps of them. */
export const cut: readonly Exemption[] = ([
  'gradient', 'batch-of-one', 'hidden-map-even-edges', 'hidden-map-odd-edges'
] as const).map(property => ({
  property, reason: 'what is too loud is cut',
  when: ({ clip }: { clip?: string }) => clip === 'hard'
}))

/** Of labels that add up to a set. */
export const sets: readonly Exemption[] = (['convex-weights', 'numbers-follow'] as const)
  .map(property => ({ property, reason: 'labels of both add up to a set, which has no shares' }))

/** Of mixers that change rows without a partner. */
export const augments: readonly Exemption[] = [
  { property: 'batch-of-one', reason: 'a row alone is changed too: it needs no partner' },
  { property: 'target-shares', reason: 'targets stay whole, whatever is done to a row' },
  { property: 'masks-follow', reason: 'what is done to cells says nothing of what is heard there' }
]

/** Of mixers that hear sounds of another pool, which have no hidden map. */
export const pooled: readonly Exemption[] = (['hidden-map-even-edges', 'hidden-map-odd-edges'] as
  const).map(property => ({ property, reason: 'the sounds of another pool have no hidden map' }))
