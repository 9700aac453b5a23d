import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Batch, HostArray, Plan, Source } from '../contract/index.js'
import { parseOptions } from '../define/options.js'
import { count } from '../define/schemas.js'
import { fail } from '../errors.js'
import { isHostArray, kindOf } from '../paint/host-array.js'
import * as z from 'zod/mini'
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
  const rows = new Set<number>()
  const collect = ({ layers, then }: Plan<Tensor>): void => {
    layers.forEach(({ source }) => { listedRows(source)?.forEach(row => rows.add(row)) })
    if (then !== undefined) collect(then)
  }
  collect(plan)
  return rows.size === 0 ? [0] : [...rows]
}

function renumber (plan: Plan<Tensor>, used: readonly number[]): Plan<Tensor> {
  const layers = plan.layers.map(layer => {
    const rows = listedRows(layer.source)?.map(row => used.indexOf(row))
    return rows === undefined ? layer : { ...layer, source: { ...layer.source, rows } }
  })
  return plan.then === undefined
    ? { ...plan, layers }
    : { ...plan, layers, then: renumber(plan.then, used) }
}

function listedRows (source: Source | undefined): Int32Array | undefined {
  return source?.pool === 'reservoir' && source.rows instanceof Int32Array ? source.rows : undefined
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
