import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { createMixer, takeRows } from '../../../core/index.js'
import { mixup, utilisation } from '../../../domains/embedding/index.js'

/** Utilisation: how far every second row lies from the nearest of the others; less is better. */
export interface Coverage {
  readonly rows: number
  /** And of the others with their mixes beside them. */
  readonly withMixes: number
}

/** Of rows of length 1; nothing for fewer than four. */
export async function coverage (
  x: Tensor2D, seed: number
): Promise<{ readonly utilisation?: Coverage }> {
  const size = x.shape[0]
  if (size < 4) return {}
  const half = (first: number): Int32Array =>
    Int32Array.from({ length: Math.floor((size - first + 1) / 2) }, (_, i) => 2 * i + first)
  const both = tf.tidy(() => {
    const [seen, others] = [takeRows(x, half(0)), takeRows(x, half(1))]
    const { batch } = createMixer(mixup({ normalize: true, per: 'sample' }),
      { seed, domain: 'embedding', targets: [] }).mix({ x: seen })
    return tf.stack([
      utilisation(others, seen), utilisation(others, tf.concat([seen, batch.x]))
    ])
  })
  const [rows, withMixes] = await both.data()
  both.dispose()
  return { utilisation: { rows, withMixes } }
}
