import * as z from 'zod/mini'
import type { HostArray, SignalProvider } from '../../core/index.js'
import { count, kMeans, option, parseOptions } from '../../core/index.js'
import { fail } from '../../core/errors.js'
import { nearestCentres } from '../../core/math/statistics/k-means.js'
import { standardScale } from './scale/columns.js'

/** Rows of a data set on the host, and their real targets. */
export interface HostRows {
  readonly x: HostArray
  readonly y: ArrayLike<number> | HostArray
}

export const anchorSchema = z.object({
  clusters: count.default(8),
  seed: option(z.int('must be a whole number')).default(0),
  by: option(z.enum(['all', 'targets'])).default('all'),
  scale: option(z.enum(['none', 'standard'])).default('none')
})

/** How rows are put into clusters; all have defaults. */
export type AnchorOptions = z.input<typeof anchorSchema>

/** Clusters that were made of some rows, and where any other rows belong. */
export interface RowClusters {
  /** The cluster of every row that they were made of. */
  readonly labels: Int32Array
  /** The cluster of rows with as many columns: the one whose centre is nearest. */
  of (rows: HostRows): Int32Array
}

/**
 * The signal `anchors` of `ada`: the cluster of every row of a batch, from clusters that are made
 * once, on the whole training set. `createMixer(ada(), { signals: { anchors:
 * clusterAnchors(table, { clusters: 8 }) } })`
 *
 * k-means on features and targets as they are, as the authors' code does (`by: 'targets'` for its
 * series and pictures). Where units differ say `scale: 'standard'`: columns less their mean, by
 * their deviation.
 *
 * @param given - `clusters`, 8 by default; `seed`, 0; `by`, 'all'; `scale`, 'none'
 * @returns a function of batches, which say by `index` which rows of the set they are
 * @throws OPTION, UNKNOWN_OPTION; INPUT for rows that are not finite or of another number
 */
export function clusterAnchors (set: HostRows, given: AnchorOptions = {}): SignalProvider {
  const { labels } = clusterRows(set, parseOptions('clusterAnchors', anchorSchema, given))
  return ({ index }) => {
    if (index instanceof Int32Array || Array.isArray(index))
      return Int32Array.from(index as Int32Array, row => labels[row])
    throw fail('INPUT', 'ada', 'index', 'must say which rows of the data set a batch is made of',
      index)
  }
}

/**
 * @throws INPUT for rows that are not finite or of another number
 */
export function clusterRows (
  set: HostRows, { clusters, seed, by, scale }: z.output<typeof anchorSchema>
): RowClusters {
  const points = pointsOf(set, by)
  const scaled = scale === 'standard' ? standardScale(points) : undefined
  const apply = (rows: typeof points): typeof points => scaled?.apply(rows) ?? rows
  const { labels, centres } = kMeans(apply(points), { clusters, seed })
  return { labels, of: rows => nearestCentres(apply(pointsOf(rows, by)), centres) }
}

/** Features, unless clusters are by targets alone, and targets: `[rows, columns]`. */
function pointsOf ({ x, y }: HostRows, by: 'all' | 'targets'): HostArray<Float64Array> {
  const size = x.shape[0]
  const targets = 'shape' in y ? y.data : y
  if (targets.length === 0 || targets.length % size !== 0)
    throw fail('INPUT', 'clusterAnchors', 'y', `must have ${size} rows, as "x"`, targets.length)
  const [width, more] = [by === 'all' ? x.data.length / size : 0, targets.length / size]
  const data = new Float64Array(size * (width + more))
  for (let row = 0; row < size; row++) {
    const start = row * (width + more)
    for (let k = 0; k < width; k++) data[start + k] = x.data[row * width + k]
    for (let k = 0; k < more; k++) data[start + width + k] = targets[row * more + k]
  }
  return { data, shape: [size, width + more] }
}
