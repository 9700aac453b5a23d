import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Batch, HostArray, Plan } from '../contract/index.js'
import { parseOptions } from '../define/options.js'
import { count } from '../define/schemas.js'
import { fail } from '../errors.js'
import { z } from 'zod'
import type { Held } from './held.js'
import { held, mapBatch } from './held.js'
import { isTensor } from '../tensor/is-tensor.js'

/**
 * Mixes single samples, whose entries lack the batch axis: `{ x: [height, width, channels], label:
 * 3 }`.
 *
 * @param hold - how many of the last samples a sample may be mixed with, itself among them; 64 by
 *   default
 * @returns mixed samples in the same form, a label as its soft label; the caller owns their tensors
 * @throws POOL unless the mixer pairs with `reservoir()`
 */
export type Samples = (
  source: Iterable<Batch> | AsyncIterable<Batch>, options?: { readonly hold?: number }
) => AsyncGenerator<Batch>

/**
 * What a run of samples needs of the mixer: a plan that knows the size of the reservoir, and its
 * painting.
 */
export interface SampleMixer {
  readonly name: string
  readonly pools: readonly string[]
  plan (batch: Batch, reservoir: number): Plan<Tensor>
  paint (batch: Batch, plan: Plan<Tensor>, reservoir: Batch): Batch
}

export function mixSamples (mixer: SampleMixer): Samples {
  return async function * (source, options = {}) {
    const { hold } = parseOptions(mixer.name, z.object({ hold: count.default(64) }), options)
    if (!mixer.pools.includes('reservoir'))
      throw fail('POOL', `${mixer.name}: samples() with a pairing reservoir()`, 'reservoir',
        mixer.pools)
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
  tf.tidy(() => {
    const batch = mapBatch(sample, addAxis)
    const kept = held()
    kept.set(batch)
    last.push(kept)
    if (last.length > hold) last.shift()?.set(undefined)
    const plan = mixer.plan(batch, last.length)
    const used = rowsUsed(plan)
    const reservoir = join(used.map(row => last[row].get() as Batch))
    rows.batch = mapBatch(mixer.paint(batch, renumber(plan, used), reservoir), dropAxis)
    return Object.values(rows.batch).filter(value => isTensor(value))
  })
  return rows.batch as Batch
}

/** The rows of the reservoir that a plan shows: only they are put together. */
function rowsUsed (plan: Plan<Tensor>): number[] {
  const rows = plan.layers.flatMap(({ source }) =>
    source?.pool === 'reservoir' && source.rows instanceof Int32Array ? [...source.rows] : [])
  return rows.length === 0 ? [0] : [...new Set(rows)]
}

function renumber (plan: Plan<Tensor>, used: readonly number[]): Plan<Tensor> {
  const layers = plan.layers.map(layer =>
    layer.source?.pool === 'reservoir' && layer.source.rows instanceof Int32Array
      ? { ...layer, source: { ...layer.source, rows: layer.source.rows.map(row =>
        used.indexOf(row)
      ) } }
      : layer
  )
  return { ...plan, layers }
}

function addAxis (value: unknown): unknown {
  if (isTensor(value)) return tf.expandDims(value, 0)
  return isHost(value) ? { data: value.data, shape: [1, ...value.shape] } : [value]
}

function dropAxis (value: unknown): unknown {
  if (isTensor(value)) return tf.squeeze(value, [0])
  return isHost(value) ? { data: value.data, shape: value.shape.slice(1) } : (value as unknown[])[0]
}

function join (batches: readonly Batch[]): Batch {
  return mapBatch(batches[0], (first, name) => {
    const parts = batches.map(batch => batch[name])
    if (isTensor(first)) return tf.concat(parts as Tensor[], 0)
    if (!isHost(first)) return (parts as unknown[][]).flat()
    const data = new (first.data.constructor as Uint8ArrayConstructor)(
      first.data.length * parts.length
    )
    parts.forEach((part, p) => {
      data.set((part as HostArray).data, p * first.data.length)
    })
    return { data, shape: [parts.length, ...first.shape.slice(1)] }
  })
}

function isHost (value: unknown): value is HostArray {
  const { data, shape } = Object(value) as Partial<HostArray>
  return ArrayBuffer.isView(data) && Array.isArray(shape)
}
