import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { isTensor } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { nearest } from '../nearest.js'
import type { Neighbours } from '../neighbours.js'
import { exactNeighbours } from '../neighbours.js'
import { checkLabels } from '../parts/labels.js'
import { checkEmbeddings } from '../parts/rows.js'

/**
 * Recall@k: for how many queries one of the k nearest rows has its label.
 *
 * @param given - labels on the host; `rows` and `rowLabels` absent: the other queries
 * @returns a share, 0 … 1
 * @throws INPUT, OPTION, EMPTY_BATCH
 */
export async function recall (given: {
  readonly queries: Tensor2D
  readonly queryLabels: Int32Array | readonly number[]
  readonly rows?: Tensor2D
  readonly rowLabels?: Int32Array | readonly number[]
  readonly k: number
  /** What finds the rows; exactly by default. */
  readonly neighbours?: Neighbours
}): Promise<number> {
  const {
    queries, queryLabels, rows = queries, rowLabels = queryLabels, k, neighbours = exactNeighbours
  } = given
  checkEmbeddings(queries, 'recall', 'queries')
  checkEmbeddings(rows, 'recall', 'rows', queries)
  for (const [name, labels, { shape: [size] }] of [
    ['queryLabels', queryLabels, queries], ['rowLabels', rowLabels, rows]
  ] as const) {
    if (isTensor(labels)) throw fail('INPUT', 'recall', name, 'must be on the host', labels)
    checkLabels(labels, size, 'recall', name)
  }
  const { similarities, indices } =
    await neighbours.find({ queries, rows, k, excludeSelf: rows === queries })
  try {
    const found = await indices.data<'int32'>()
    const hits = Array.from(queryLabels).filter((label, query) =>
      Array.from({ length: k }, (_, place) => found[query * k + place])
        .some(row => rowLabels[row] === label))
    return hits.length / queries.shape[0]
  } finally {
    tf.dispose([similarities, indices])
  }
}

/**
 * Utilisation: how far rows that were not trained on lie from the nearest that training saw, or
 * that mixing made: the mean of squared distances; less is better covered.
 *
 * Venkataramanan et al., Metrix, ICLR 2022, arXiv:2106.04990.
 *
 * @param test - float32 `[n, d]`, rows of length 1
 * @param seen - float32 `[m, d]`, rows of length 1
 * @throws INPUT, EMPTY_BATCH
 */
export function utilisation (test: Tensor2D, seen: Tensor2D): Scalar {
  checkEmbeddings(test, 'utilisation', 'test')
  checkEmbeddings(seen, 'utilisation', 'seen', test)
  return tf.tidy(() => {
    const { similarities } = nearest({ queries: test, rows: seen, k: 1 })
    return tf.mean(tf.sub(2, tf.mul(similarities, 2)))
  })
}
