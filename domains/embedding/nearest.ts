import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import {
  count, noGrad, option, parseOptions, rowProducts, takeColumns, topK
} from '../../core/index.js'
import { fail } from '../../core/errors.js'
import type { Labels } from './parts/labels.js'
import { checkLabels, sameLabel } from './parts/labels.js'
import { NEVER } from './parts/cross-entropy.js'
import { checkEmbeddings, unitRows } from './parts/rows.js'

export interface NearestOptions {
  /** float32 `[n, d]`: whose neighbours are looked for. */
  readonly queries: Tensor2D
  /** float32 `[m, d]`: among whom. */
  readonly rows: Tensor2D
  /** How many. */
  readonly k: number
  /** Rows of the label of a query do not count; both lists, or neither. */
  readonly queryLabels?: Labels
  readonly rowLabels?: Labels
  /** Row i is query i, and no neighbour of itself; false by default. */
  readonly excludeSelf?: boolean
  /** Rows that are looked at in one go; as many as make 64 MiB by default. */
  readonly block?: number
  readonly normalize?: boolean
}

/** The neighbours of each query, nearest first. */
// No interface: only a type's keys are known to tfjs' tidy
export type Nearest = {
  /** Cosines `[n, k]`; below -1e29 where there are fewer that count. */
  readonly similarities: Tensor2D
  /** int32 `[n, k]`; of rows as near the first. */
  readonly indices: Tensor2D
}

/** Numbers of similarities that are there at a time: 64 MiB of them. */
const AT_ONCE = 2 ** 24

/**
 * The k nearest rows of each query by cosine, exactly, block by block: the result is that of one
 * matrix of all similarities, which is never there. Not differentiable: gather the rows.
 *
 * @throws OPTION, INPUT, EMPTY_BATCH
 */
export function nearest (
  { queries, rows, queryLabels, rowLabels, ...given }: NearestOptions
): Nearest {
  const { k, excludeSelf, block, normalize } =
    checkNearest({ queries, rows, queryLabels, rowLabels, ...given }, 'nearest')
  const [[n], [m]] = [queries.shape, rows.shape]
  return tf.tidy(() => {
    const q = noGrad(x => unitRows(x, normalize), queries)
    let best: Nearest | undefined
    for (let first = 0; first < m; first += block) {
      const size = Math.min(block, m - first)
      const before = best
      best = tf.tidy(() => {
        const part = tf.slice(rows, [first, 0], [size, rows.shape[1]])
        const seen = noGrad((a, b) => rowProducts(a, unitRows(b, normalize)), q, part)
        const left = tf.add<Tensor2D>(seen,
          hidden([n, size, first], queryLabels, rowLabels, excludeSelf))
        return joined(before, left, first, Math.min(k, m))
      })
      tf.dispose(before === undefined ? [] : [before.similarities, before.indices])
    }
    return best as Nearest
  })
}

/** Checks what is looked for, and fills in what is absent. Throws as `nearest`. */
export function checkNearest (
  { queries, rows, queryLabels, rowLabels, ...given }: NearestOptions, who: string
): Required<Omit<NearestOptions, 'queries' | 'rows' | 'queryLabels' | 'rowLabels'>> {
  checkEmbeddings(queries, who, 'queries')
  checkEmbeddings(rows, who, 'rows', queries)
  const [[n], [m]] = [queries.shape, rows.shape]
  const chosen = parseOptions(who, z.object({
    k: count,
    excludeSelf: option(z.boolean()).default(false),
    block: count.default(Math.max(1, Math.floor(AT_ONCE / n))),
    normalize: option(z.boolean()).default(true)
  }), given)
  if (chosen.k > m) throw fail('OPTION', who, 'k', `must be at most the ${m} rows`, chosen.k)
  if ((queryLabels === undefined) !== (rowLabels === undefined))
    throw fail('INPUT', who, 'rowLabels', 'must be given with queryLabels', rowLabels)
  if (queryLabels !== undefined) checkLabels(queryLabels, n, who, 'queryLabels')
  if (rowLabels !== undefined) checkLabels(rowLabels, m, who, 'rowLabels')
  return chosen
}

/** What is added to the similarities of rows that do not count. */
function hidden (
  [n, size, first]: readonly [number, number, number], queryLabels: Labels | undefined,
  rowLabels: Labels | undefined, excludeSelf: boolean
): tf.Tensor {
  const parts: tf.Tensor[] = [tf.zeros([1, 1])]
  if (queryLabels !== undefined && rowLabels !== undefined) {
    const part = rowLabels instanceof tf.Tensor
      ? tf.slice(rowLabels, [first], [size])
      : Int32Array.from(rowLabels).subarray(first, first + size)
    parts.push(tf.mul(sameLabel(queryLabels, part), NEVER))
  }
  if (excludeSelf) {
    const own = Int32Array.from({ length: n }, (_, i) => i)
    parts.push(tf.mul(sameLabel(own, own.length < first + size
      ? Int32Array.from({ length: size }, (_, j) => first + j)
      : own.subarray(first, first + size)), NEVER))
  }
  return parts.reduce((a, b) => tf.add(a, b))
}

/** The best of what was there and of a further block. */
function joined (
  before: Nearest | undefined, seen: Tensor2D, first: number, k: number
): Nearest {
  const { values, columns } = topK(seen, Math.min(k, seen.shape[1]))
  const indices = tf.cast<Tensor2D>(tf.add(columns, tf.scalar(first, 'int32')), 'int32')
  if (before === undefined) return { similarities: values, indices }
  const all = tf.concat([before.similarities, values], 1)
  const named = tf.concat([before.indices, indices], 1)
  const best = topK(all, Math.min(k, all.shape[1]))
  // Row numbers below 2^24 are float32 without loss
  const chosen = takeColumns(tf.cast(named, 'float32'), best.columns)
  return { similarities: best.values, indices: tf.cast(chosen, 'int32') }
}
