import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Batch } from '../contract/index.js'
import { fail } from '../errors.js'
import { Rng } from '../random/index.js'
import { tensorsOf } from './held.js'
import type { Mixed, StepOptions } from './mix.js'
import { checkIterable } from './sample-check.js'

/** How the rows of a data set are put into batches. */
export interface BatchesOptions {
  /** Rows of a batch; 64 by default. */
  readonly size?: number
  /** How often the rows are gone through; once by default. */
  readonly epochs?: number
  /**
   * Decides the order of the rows, another one in every epoch. By default that of the mixer with
   * its step, so that the next call goes on with another order.
   */
  readonly seed?: number
  /** In the order they have, instead of one drawn for every epoch. */
  readonly ordered?: boolean
  /** Leaves a last batch out that is not full. */
  readonly full?: boolean
}

/** Rows that are known as a whole, so that a row can be mixed with any other: a table. */
export interface DataSet<B extends Batch = Batch> {
  /** How many rows. */
  readonly size: number
  /** All of them; those of a batch are named in its `index`. */
  readonly pool: Batch
  batches (options?: BatchesOptions): Iterable<B>
}

/** Mixes batches one after the other. */
export interface Batches {
  /** Those of any iterable. */
  <B extends Batch>(
    source: Iterable<B> | AsyncIterable<B>, options?: Pick<StepOptions, 'training'>
  ): AsyncGenerator<Mixed<B>>
  /**
   * Those of a data set, which is the pool `dataset` from now on. Its own batches are disposed once
   * they are mixed.
   *
   * @throws OPTION for how its rows are put into batches
   */
  <B extends Batch>(
    source: DataSet<B>, options?: BatchesOptions & Pick<StepOptions, 'training'>
  ): AsyncGenerator<Mixed<B>>
}

/** What mixing of batches needs of the mixer. */
export interface BatchMixer {
  readonly name: string
  /** Of the order of a data set that has none. */
  seed (): number
  drawOn (dataset: Batch): void
  mix (batch: Batch, options: StepOptions): Batch
}

export function mixBatches (mixer: BatchMixer): Batches {
  return (async function * (
    source: Iterable<Batch> | AsyncIterable<Batch> | DataSet,
    { training, ...order }: BatchesOptions & Pick<StepOptions, 'training'> = {}
  ) {
    const options = training === undefined ? {} : { training }
    if (isDataSet(source)) {
      mixer.drawOn(source.pool)
      for (const batch of source.batches({ seed: mixer.seed(), ...order })) {
        try {
          yield mixer.mix(batch, options)
        } finally {
          tf.dispose(tensorsOf(batch) as Tensor[])
        }
      }
      return
    }
    checkIterable(mixer.name, source)
    refuseOrder(mixer.name, order)
    for await (const batch of source) yield mixer.mix(batch, options)
  }) as Batches
}

/** The seed of an order that begins at a step. */
export function orderSeed (seed: number, step: number): number {
  return Rng(seed).fork('order', step).bits()
}

function isDataSet (source: unknown): source is DataSet {
  const { size, pool, batches } = Object(source) as Partial<DataSet>
  return Number.isSafeInteger(size) && typeof pool === 'object' && typeof batches === 'function'
}

function refuseOrder (who: string, order: BatchesOptions): void {
  const [given] = Object.entries(order)
  if (given === undefined) return
  throw fail('OPTION', who, given[0], 'must not be given for batches that are made already',
    given[1])
}
