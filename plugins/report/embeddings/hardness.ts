import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { createMixer, rowProducts, takeRows } from '../../../core/index.js'
import type { Hardness } from '../../../domains/embedding/index.js'
import { hardnessOf, mochi, nearest } from '../../../domains/embedding/index.js'

/** Anchors that are looked at, and the hardest negatives that each is mixed of, at most. */
const ANCHORS = 128
const HARDEST = 64

/**
 * How hard MoCHi's mixes of rows of length 1 are beside the rows that they are made of: the hardest
 * of the other rows for some anchors, of other labels where there are any.
 *
 * @returns nothing where an anchor has no two others
 */
export async function hardnessOfMixes (
  x: Tensor2D, labels: Int32Array | undefined, seed: number
): Promise<{ readonly hardness?: Hardness }> {
  const size = x.shape[0]
  const count = Math.min(ANCHORS, Math.floor(size / 2))
  const [own, rest] = [range(0, count), range(count, size)]
  const hardest = Math.min(HARDEST, fewest(labels, own, rest))
  if (count === 0 || hardest < 2) return {}
  const { real, mixed } = tf.tidy(() => {
    const [anchors, bank] = [takeRows(x, own), takeRows(x, rest)]
    const named = labels && {
      queryLabels: own.map(row => labels[row]), rowLabels: rest.map(row => labels[row])
    }
    const real = nearest({ queries: anchors, rows: bank, k: hardest, ...named }).similarities
    const hard = createMixer(mochi({ hardest, pairs: hardest, withQuery: hardest }), { seed })
    const all = rowProducts(anchors, bank)
    // Rows of the anchor's label are no negatives
    const similarities = named === undefined
      ? all
      : tf.sub<Tensor2D>(all, alike(named.queryLabels, named.rowLabels))
    const sets = hard({ anchors, bank }).map(set =>
      set.similarities({ anchors, bank, similarities }))
    return { real, mixed: tf.concat(sets, 1) }
  })
  try {
    return { hardness: await hardnessOf(real, mixed, { bins: 40 }) }
  } finally {
    tf.dispose([real, mixed])
  }
}

function range (first: number, end: number): Int32Array {
  return Int32Array.from({ length: end - first }, (_, i) => first + i)
}

/** The fewest negatives of an anchor. */
function fewest (labels: Int32Array | undefined, own: Int32Array, rest: Int32Array): number {
  if (labels === undefined) return rest.length
  const counts = new Map<number, number>()
  for (const row of rest) counts.set(labels[row], (counts.get(labels[row]) ?? 0) + 1)
  return Math.min(rest.length, ...Array.from(own, row =>
    rest.length - (counts.get(labels[row]) ?? 0)))
}

/** Far more than any cosine where labels are the same. */
function alike (first: Int32Array, second: Int32Array): Tensor2D {
  const data = Float32Array.from({ length: first.length * second.length }, (_, place) =>
    first[Math.floor(place / second.length)] === second[place % second.length] ? 1e6 : 0)
  return tf.tensor2d(data, [first.length, second.length])
}
