import * as z from 'zod/mini'
import { defineMixer, numbers, over, own, positive, times } from '../../../core/index.js'
import type { Facts, HostArray } from '../../../core/index.js'
import { exp } from '../../../core/random/elementary.js'
import { fail } from '../../../core/errors.js'
import { squareBetween } from '../distance.js'
import type { Coordinates } from '../points.js'
// Brings the rule of its masks
import '../rules.js'
import { matched, taken, taking } from './matched.js'
import { unequalOption } from './point-mixup.js'

/** Keeps both kernels from being 0 at once, as the reference does. */
const LEAST = 1e-16

/** How much every point says to a model, cloud by cloud: `[rows, points]`, or a list a cloud. */
export type PointSaliency = HostArray<Float32Array | Float64Array> |
  ReadonlyArray<ArrayLike<number>>

/**
 * SageMix: near a point that says much to the model a cloud is itself, near one of the partner it
 * is that; between them points go from one to the other. The target has the mean of what points
 * are.
 *
 * Lee et al., NeurIPS 2022, arXiv:2210.06944. Law of the authors' code (mlvlab/SageMix): points are
 * paired as in PointMixup; a point is drawn by its saliency, one of the partner by its saliency
 * times its distance from the first; α ~ Beta(theta, theta) for every row weighs one kernel, 1 - α
 * the other.
 *
 * The signal `saliency`: the root of the mean squared gradient of the loss at every point.
 */
export const sagemix = defineMixer({
  name: 'sagemix',
  domain: 'pointcloud',
  paper: 'arXiv:2210.06944',
  options: z.object({
    theta: positive.default(0.2).describe('α ~ Beta(theta, theta)'),
    sigma: positive.default(0.3).describe('width of the kernels; 2 for PointNet'),
    unequal: unequalOption
  }),
  signals: ['saliency'],
  optionalSignals: ['coordinates'],

  plan (facts, { theta, sigma, unequal }, draw) {
    const { size, frame: [most], pair } = facts
    const partner = pair()
    const { own: mine, theirs, order } = matched(facts, partner, draw, 'sagemix', unequal)
    const saliency = saliencyOf(facts, partner.pool)
    const ordered = times(size, row => taken(theirs(row), order[row]))
    const anchors = times(size, row => mine(row).length === 0
      ? 0
      : draw.categorical('anchor', weightsOf(saliency(row), order[row].length)))
    const others = times(size, row => {
      if (mine(row).length === 0) return 0
      const of = saliency(partner.rows[row])
      const weights = Array.from(order[row], (point, k) =>
        of[point] * Math.sqrt(squareBetween(ordered[row], k, mine(row), anchors[row])))
      return draw.categorical('partnerAnchor', weightsOf(weights, weights.length))
    })
    const alpha = numbers(size, () => draw.beta('alpha', theta))
    const shares = new Float64Array(size * most)
    const weight = numbers(size, row => {
      const points = order[row].length
      let sum = 0
      for (let k = 0; k < points; k++) {
        const kernel = (cloud: Coordinates, anchor: number): number =>
          exp(-squareBetween(cloud, k, cloud, anchor) / (2 * sigma * sigma))
        const a = alpha[row] * kernel(mine(row), anchors[row]) + LEAST
        const b = (1 - alpha[row]) * kernel(ordered[row], others[row]) + LEAST
        shares[row * most + k] = b / (a + b)
        sum += b / (a + b)
      }
      return points === 0 ? 0 : sum / points
    })
    return [own({ weight: weight.map(share => 1 - share) }), over(partner, {
      view: [taking(order)],
      where: { kind: 'mask', axes: ['point'], grid: [most], of: 1,
        levels: { rule: 'point-shares', shares } },
      weight
    })]
  }
})

/** Where nothing says anything, all points are as likely. */
function weightsOf (list: ArrayLike<number>, count: number): number[] {
  const weights = Array.from({ length: count }, (_, k) => Number(list[k]))
  return weights.every(weight => weight === 0) ? weights.map(() => 1) : weights
}

function saliencyOf (
  { signals: { saliency } }: Facts, pool: string
): (row: number) => ArrayLike<number> {
  if (pool !== 'batch') {
    const allowed = 'must be the batch: the saliency of other clouds is not known'
    throw fail('OPTION', 'sagemix', 'pairing', allowed, pool)
  }
  if (Array.isArray(saliency)) return row => (saliency as ReadonlyArray<ArrayLike<number>>)[row]
  const { data, shape } = Object(saliency) as Partial<HostArray<Float32Array>>
  if (data === undefined || shape === undefined || shape.length !== 2) {
    const remedy = 'it must be { data, shape: [rows, points] }, or a list of numbers a cloud'
    throw fail('SIGNAL', 'sagemix', 'saliency', remedy)
  }
  const [, points] = shape
  return row => data.subarray(row * points, (row + 1) * points)
}
