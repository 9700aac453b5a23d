import * as z from 'zod/mini'
import type { HostArray } from '../../contract/index.js'
import { parseOptions } from '../../define/options.js'
import { count, option } from '../../define/schemas.js'
import type { Rng as Generator } from '../../random/rng.js'
import { Rng } from '../../random/rng.js'
import type { GivenPoints, Table } from './points.js'
import { tableOf } from './points.js'

/** Points in clusters. */
export interface Clusters {
  /** Which cluster every point is in. */
  readonly labels: Int32Array
  /** `[clusters, d]`: the mean of the points of each. */
  readonly centres: HostArray<Float64Array>
  /** The sum of the squared distances of points to their centres. */
  readonly inertia: number
  readonly iterations: number
}

const options = z.object({
  clusters: count.default(8),
  seed: option(z.int()).default(0),
  iterations: count.default(100),
  restarts: count.default(1)
})

/** What may be said of clusters; all have defaults: 8, seed 0, 100 iterations, 1 start. */
export type ClusterOptions = z.input<typeof options>

/**
 * k-means: clusters of the least squared distances, by Lloyd's iterations from the starts of
 * k-means++ (Arthur and Vassilvitskii, SODA 2007). The same seed gives the same clusters.
 *
 * A cluster that loses its points is given the point that is farthest from its centre. With fewer
 * different points than clusters, as many clusters as there are different points have some.
 *
 * @param points - `[n]` or `[n, d]`; more clusters than points are as many as points
 * @throws INPUT for what are no finite points; OPTION, UNKNOWN_OPTION
 */
export function kMeans (
  points: GivenPoints | ArrayLike<number>, given: ClusterOptions = {}
): Clusters {
  const { clusters, seed, iterations, restarts } = parseOptions('kMeans', options, given)
  const table = tableOf('kMeans', 'points', points)
  const rng = Rng(seed).fork('k-means')
  const runs = Array.from({ length: restarts }, (_, run) =>
    lloyd(table, starts(table, Math.min(clusters, table.size), rng.fork(run)), iterations))
  return runs.reduce((best, each) => each.inertia < best.inertia ? each : best)
}

/** A point drawn uniformly, then points by their squared distance to the nearest one so far. */
function starts ({ data, size, width }: Table, clusters: number, rng: Generator): Float64Array {
  const centres = new Float64Array(clusters * width)
  const nearest = new Float64Array(size).fill(Infinity)
  let row = Math.floor(rng.uniform() * size)
  for (let cluster = 0; cluster < clusters; cluster++) {
    centres.set(data.subarray(row * width, (row + 1) * width), cluster * width)
    let total = 0
    for (let i = 0; i < size; i++) {
      nearest[i] = Math.min(nearest[i], squared(data, i, centres, cluster, width))
      total += nearest[i]
    }
    let left = rng.uniform() * total
    row = 0
    while (row < size - 1 && left >= nearest[row]) left -= nearest[row++]
  }
  return centres
}

function lloyd (table: Table, centres: Float64Array, most: number): Clusters {
  const { data, size, width } = table
  const clusters = centres.length / width
  const labels = new Int32Array(size).fill(-1)
  const distances = new Float64Array(size)
  const counts = new Int32Array(clusters)
  let iterations = 0
  for (let moved = true; moved && iterations < most; iterations++) {
    moved = assignAll(table, centres, labels, distances)
    counts.fill(0)
    labels.forEach(label => { counts[label]++ })
    moved = fillEmpty(labels, distances, counts) || moved
    centres.fill(0)
    for (let i = 0; i < size; i++)
      for (let k = 0; k < width; k++) centres[labels[i] * width + k] += data[i * width + k]
    for (let at = 0; at < centres.length; at++)
      centres[at] /= Math.max(1, counts[Math.floor(at / width)])
  }
  let inertia = 0
  for (let i = 0; i < size; i++) inertia += squared(data, i, centres, labels[i], width)
  return { labels, centres: { data: centres, shape: [clusters, width] }, inertia, iterations }
}

/** The nearest centre of every point, the first of equal ones. Both are `[rows, d]`. */
export function nearestCentres (points: GivenPoints, centres: HostArray<Float64Array>): Int32Array {
  const table = tableOf('nearestCentres', 'points', points)
  const labels = new Int32Array(table.size).fill(-1)
  assignAll(table, centres.data, labels, new Float64Array(table.size))
  return labels
}

/** Gives every point its nearest centre, the first of equal ones; says whether one changed. */
function assignAll (
  { data, size, width }: Table, centres: Float64Array, labels: Int32Array, distances: Float64Array
): boolean {
  const clusters = centres.length / width
  let moved = false
  for (let i = 0; i < size; i++) {
    let best = 0
    distances[i] = Infinity
    for (let cluster = 0; cluster < clusters; cluster++) {
      const distance = squared(data, i, centres, cluster, width)
      if (distance < distances[i]) {
        distances[i] = distance
        best = cluster
      }
    }
    if (best === labels[i]) continue
    labels[i] = best
    moved = true
  }
  return moved
}

/** Gives every empty cluster the point farthest from its centre, unless all are on theirs. */
function fillEmpty (labels: Int32Array, distances: Float64Array, counts: Int32Array): boolean {
  let filled = false
  counts.forEach((held, cluster) => {
    if (held > 0) return
    let far = 0
    for (let i = 1; i < distances.length; i++) if (distances[i] > distances[far]) far = i
    if (!(distances[far] > 0)) return
    counts[labels[far]]--
    counts[cluster]++
    labels[far] = cluster
    distances[far] = 0
    filled = true
  })
  return filled
}

function squared (
  data: Float64Array, i: number, centres: Float64Array, cluster: number, width: number
): number {
  let sum = 0
  for (let k = 0; k < width; k++) sum += (data[i * width + k] - centres[cluster * width + k]) ** 2
  return sum
}
