import * as tf from '@tensorflow/tfjs-core'
import type { Batch } from '../contract/index.js'
import { copyOf, isHostArray } from '../paint/host-array.js'
import { isTensor } from '../tensor/is-tensor.js'

/**
 * A batch kept from step to step, also when the one it was taken from is disposed. Tensors share
 * their memory: what writes into it (`mixRowsInPlace`) changes both.
 */
export interface Held {
  get (): Batch | undefined
  /** Keeps a batch and lets go of the one before. */
  set (batch: Batch | undefined): void
}

export function held (): Held {
  let kept: Batch | undefined
  return {
    get: () => kept,
    set: batch => {
      const before = kept
      kept = batch === undefined ? undefined : mapBatch(batch, copy)
      if (before !== undefined) tf.dispose(tensorsOf(before))
    }
  }
}

/** The tensors among the entries of a batch. */
export function tensorsOf (batch: Batch): tf.Tensor[] {
  return Object.values(batch).filter(value => isTensor(value))
}

/** The same names with other values. */
export function mapBatch (batch: Batch, change: (value: unknown, name: string) => unknown): Batch {
  return Object.fromEntries(
    Object.entries(batch).map(([name, value]) => [name, change(value, name)])
  ) as unknown as Batch
}

function copy (value: unknown): unknown {
  // Shares its memory, where tf.clone copies it on wasm
  if (isTensor(value)) return tf.keep(tf.reshape(value, value.shape))
  return isHostArray(value) ? { ...value, data: copyOf(value.data) } : value
}
