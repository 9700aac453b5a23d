import * as z from 'zod/mini'
import type { Draws, HostArray, Layer } from '../../../core/index.js'
import { count, defineMixer, option, rows, sum, times } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { projection } from '../../../core/math/projection.js'

/** The cluster of every row, or anchors in general: `[rows, anchors]` of real numbers. */
export type Anchors = Int32Array | HostArray<Float32Array | Float64Array>

/**
 * Anchor data augmentation: rows move towards the projection of the batch on their anchors, or away
 * from it, and targets move with them.
 *
 * Schneider, Goshtasbpour and Perez-Cruz, NeurIPS 2023, arXiv:2311.06965. Law of the authors' code
 * (NoraSchneider/anchordataaugmentation, `ada.py`): x̃ = (x + (g - 1) Π x) / s with g = √γ, Π the
 * projection on the anchors and s = 1 + (g - 1) Π1, which is what the centred formula comes to;
 * one γ a batch, from a list of `values` between alpha and 1 / alpha.
 *
 * The signal `anchors` has the anchors of the batch: the cluster of every row, so that Πx is the
 * mean of its cluster within the batch, or a matrix, whose empty columns do not count. See
 * `clusterAnchors`. Weights are signed and sum to 1, so targets may leave their range.
 */
export const ada = defineMixer({
  name: 'ada',
  domain: 'regression',
  paper: 'arXiv:2311.06965',
  pairing: 'own',
  options: z.object({
    alpha: option(z.number().check(z.gt(1))).default(2)
      .describe('the largest γ; the least is 1 / alpha'),
    values: count.default(20).describe('how many γ there are to choose from'),
    gamma: option(z.enum(['list', 'uniform'])).default('list').describe(
      'γ from the list (the code) or uniform between 1 / alpha and alpha (its README)'
    )
  }),
  signals: ['anchors'],

  plan ({ size, signals }, options, draw) {
    const g = Math.sqrt(drawGamma(draw, options))
    const anchors = checked(signals.anchors, size)
    return {
      targets: 'free',
      layers: anchors instanceof Int32Array ? clustered(anchors, g) : projected(anchors, g)
    }
  }
})

function drawGamma (
  draw: Draws, { alpha, values, gamma }: { alpha: number, values: number, gamma: string }
): number {
  if (gamma === 'uniform') return draw.uniform('gamma', 1 / alpha, alpha)
  const list = adaGammas(alpha, values)
  return list[draw.int('choice', list.length)]
}

/**
 * The γ that the authors' code chooses from: from alpha down to above 1, then their reciprocals the
 * other way round, to four places.
 *
 * @param alpha - above 1
 * @param values - how many; an odd number gives one less
 * @throws OPTION
 */
export function adaGammas (alpha: number, values = 20): number[] {
  if (!(alpha > 1 && Number.isFinite(alpha)))
    throw fail('OPTION', 'adaGammas', 'alpha', 'must be greater than 1', alpha)
  if (!Number.isSafeInteger(values) || values < 2)
    throw fail('OPTION', 'adaGammas', 'values', 'must be a whole number of at least 2', values)
  const half = Math.floor(values / 2)
  const falling = times(half, i => alpha - i * (alpha - 1) / half)
  return [...falling, ...falling.map(gamma => 1 / gamma).reverse()].map(toFourPlaces)
}

/** As numpy rounds: halves go to the even neighbour. */
function toFourPlaces (value: number): number {
  const scaled = value * 1e4
  const below = Math.floor(scaled)
  const rest = scaled - below
  return (rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? below + 1 : below) / 1e4
}

function checked (anchors: unknown, size: number): Anchors {
  const { data, shape } = Object(anchors) as Partial<HostArray>
  if (anchors instanceof Int32Array) {
    if (anchors.length === size) return anchors
  } else if (Array.isArray(shape) && shape.length === 2 && shape[0] === size &&
    (data instanceof Float32Array || data instanceof Float64Array) &&
    data.length === size * (shape[1] as number) && data.every(Number.isFinite)) {
    return anchors as HostArray<Float64Array>
  }
  throw fail('INPUT', 'ada', 'signals.anchors', 'must hold a cluster (Int32Array) or a row of ' +
    `finite anchors ({ data, shape }) for each of the ${size} rows`, anchors)
}

/** Πx is the mean of the cluster: no inverse is needed. */
function clustered (clusters: Int32Array, g: number): Layer[] {
  const members = new Map<number, number[]>()
  clusters.forEach((cluster, row) => {
    const known = members.get(cluster)
    if (known === undefined) members.set(cluster, [row])
    else known.push(row)
  })
  const share = (row: number): number =>
    (g - 1) / (g * (members.get(clusters[row]) as number[]).length)
  const pairs = Array.from(clusters, (cluster, output) =>
    (members.get(cluster) as number[]).map(row => ({ output, row }))).flat()
  return [
    sum({ pool: 'batch' }, { coefficient: 1 / g }),
    sum({ rows: rows(pairs.length, k => pairs[k].row) }, {
      outputs: rows(pairs.length, k => pairs[k].output),
      coefficient: Float64Array.from(pairs, ({ output }) => share(output))
    })
  ]
}

/** Every row of the batch has a weight in every output. */
function projected (anchors: HostArray, g: number): Layer[] {
  const [size] = anchors.shape
  const onto = projection(anchors)
  const scales = times(size, i =>
    1 + (g - 1) * onto.subarray(i * size, (i + 1) * size).reduce((total, each) => total + each, 0))
  const flat = scales.findIndex(scale => Math.abs(scale) < 1e-6)
  if (flat >= 0) {
    throw fail('INPUT', 'ada', 'signals.anchors',
      `must not cancel a row; row ${flat} is divided by 1 + (√γ - 1) Π1`, scales[flat])
  }
  return [
    sum({ pool: 'batch' }, { coefficient: Float64Array.from(scales, scale => 1 / scale) }),
    ...times(size, j => sum({ rows: rows(size, () => j) }, {
      coefficient: Float64Array.from(scales, (scale, i) => (g - 1) * onto[i * size + j] / scale)
    }))
  ]
}
