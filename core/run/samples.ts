import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Batch, HostArray, PoolReader } from '../contract/index.js'
import { parseOptions } from '../define/options.js'
import { count } from '../define/schemas.js'
import { fail } from '../errors.js'
import { isHostArray, kindOf } from '../paint/host-array.js'
import * as z from 'zod'
import type { Held } from './held.js'
import { held, mapBatch } from './held.js'
import { checkIterable, checkSample } from './sample-check.js'
import { isTensor } from '../tensor/is-tensor.js'

/**
 * Mixes single samples, whose entries lack the batch axis: `{ x: [height, width, channels], label:
 * 3 }`.
 *
 * @param options - `hold`: how many of the last samples a sample may be mixed with, itself among
 *   them; 64 by default
 * @returns mixed samples in the same form, a label as its soft label; the caller owns their tensors
 * @throws POOL unless the mixer pairs with `reservoir()`
 */
export type Samples = (
  source: Iterable<Batch> | AsyncIterable<Batch>, options?: { readonly hold?: number }
) => AsyncGenerator<Batch>

/** What a run of samples needs of the mixer: how it mixes a batch with a reservoir. */
export interface SampleMixer {
  readonly name: string
  readonly pools: readonly string[]
  mix (batch: Batch, reservoir: PoolReader): Batch
}

export function mixSamples (mixer: SampleMixer): Samples {
  return async function * (source, options = {}) {
    const { hold } = parseOptions(mixer.name, z.object({ hold: count.default(64) }), options)
    if (!mixer.pools.includes('reservoir'))
      throw fail('POOL', `${mixer.name}: samples() without the pairing reservoir()`, 'reservoir',
        mixer.pools)
    checkIterable(mixer.name, source)
    const last: Held[] = []
    try {
      for await (const sample of source) yield mixNext(mixer, sample, last, hold)
    } finally {
      last.forEach(kept => { kept.set(undefined) })
    }
  }
}

function mixNext (mixer: SampleMixer, sample: Batch, last: Held[], hold: number): Batch {
  const rows: { batch?: Batch } = {}
  checkSample(mixer.name, sample, last[0]?.get())
  tf.tidy(() => {
    const batch = mapBatch(sample, addAxis)
    const kept = held()
    kept.set(batch)
    last.push(kept)
    if (last.length > hold) last.shift()?.set(undefined)
    const reservoir = {
      facts: { size: last.length },
      take: (rows: Int32Array) => join(Array.from(rows, row => last[row].get() as Batch))
    }
    rows.batch = mapBatch(mixer.mix(batch, reservoir), dropAxis)
    return Object.values(rows.batch).filter(value => isTensor(value))
  })
  return rows.batch as Batch
}

function addAxis (value: unknown): unknown {
  if (isTensor(value)) return tf.expandDims(value, 0)
  return isHostArray(value) ? { data: value.data, shape: [1, ...value.shape] } : [value]
}

function dropAxis (value: unknown): unknown {
  if (isTensor(value)) return tf.squeeze(value, [0])
  if (!isHostArray(value)) return (value as unknown[])[0]
  return { data: value.data, shape: value.shape.slice(1) }
}

function join (batches: readonly Batch[]): Batch {
  return mapBatch(batches[0], (first, name) => {
    const parts = batches.map(batch => batch[name])
    if (isTensor(first)) return tf.concat(parts as Tensor[], 0)
    if (!isHostArray(first)) return (parts as unknown[][]).flat()
    const data = new (kindOf(first.data))(first.data.length * parts.length)
    parts.forEach((part, p) => { data.set((part as HostArray).data, p * first.data.length) })
    return { data, shape: [parts.length, ...first.shape.slice(1)] }
  })
}
