import * as z from 'zod/mini'
import type { HostArray, SignalProvider } from '../../core/index.js'
import { count, kMeans, option, parseOptions } from '../../core/index.js'
import { fail } from '../../core/errors.js'

/** Rows of a data set on the host, and their real targets. */
export interface HostRows {
  readonly x: HostArray
  readonly y: ArrayLike<number> | HostArray
}

const schema = z.object({
  clusters: count.default(8),
  seed: option(z.int('must be a whole number')).default(0),
  by: option(z.enum(['all', 'targets'])).default('all')
})

/** How rows are put into clusters; all have defaults. */
export type AnchorOptions = z.input<typeof schema>

/**
 * The signal `anchors` of `ada`: the cluster of every row of a batch, from clusters that are made
 * once, on the whole training set. `createMixer(ada(), { signals: { anchors:
 * clusterAnchors(table, { clusters: 8 }) } })`
 *
 * k-means on features and targets as they are, as the authors' code does (`by: 'targets'` for its
 * series and pictures): scale features first where their units differ.
 *
 * @param given - `clusters`, 8 by default; `seed`, 0; `by`
 * @returns a function of batches, which say by `index` which rows of the set they are
 * @throws OPTION, UNKNOWN_OPTION; INPUT for rows that are not finite or of another number
 */
export function clusterAnchors (set: HostRows, given: AnchorOptions = {}): SignalProvider {
  const { clusters, seed, by } = parseOptions('clusterAnchors', schema, given)
  const { data, shape } = set.x
  const size = shape[0]
  const targets = 'shape' in set.y ? set.y.data : set.y
  if (targets.length === 0 || targets.length % size !== 0)
    throw fail('INPUT', 'clusterAnchors', 'y', `must have ${size} rows, as "x"`, targets.length)
  const [width, more] = [by === 'all' ? data.length / size : 0, targets.length / size]
  const points = new Float64Array(size * (width + more))
  for (let row = 0; row < size; row++) {
    const start = row * (width + more)
    for (let k = 0; k < width; k++) points[start + k] = data[row * width + k]
    for (let k = 0; k < more; k++) points[start + width + k] = targets[row * more + k]
  }
  const { labels } = kMeans({ data: points, shape: [size, width + more] }, { clusters, seed })
  return ({ index }) => {
    if (index instanceof Int32Array || Array.isArray(index))
      return Int32Array.from(index as Int32Array, row => labels[row])
    throw fail('INPUT', 'ada', 'index', 'must say which rows of the data set a batch is made of',
      index)
  }
}
