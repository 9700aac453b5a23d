import * as z from 'zod/mini'
import { parseOptions } from '../define/options.js'
import { count, nonnegative, positive } from '../define/schemas.js'
import { fail } from '../errors.js'
import type { HostPoints } from './assignment/assign.js'

/** Kept from the logarithm of an empty margin, as in the code of AlignMix. */
const EPSILON = 1e-8

export interface SinkhornOptions {
  /** How much is paid for an even spread; 0.1 by default. */
  readonly epsilon?: number
  /** At most so many rounds; 100 by default. */
  readonly iterations?: number
  /**
   * It ends once the potentials of the rows move by less, summed over rows and averaged over
   * problems; 0.1 by default.
   */
  readonly threshold?: number
}

/** How much of every row goes to every column. */
export interface Transport {
  /** `[problems, rows, columns]`, which sums to 1 in every problem once it has converged. */
  readonly plan: Float64Array
  /** How many rounds were needed. */
  readonly iterations: number
}

export const sinkhornOptions = z.object({
  epsilon: positive.default(0.1),
  iterations: count.default(100),
  threshold: nonnegative.default(0.1)
})

/**
 * Transport between even margins at the least cost, less `epsilon` times its entropy (Sinkhorn's
 * algorithm; Cuturi, NeurIPS 2013), in logarithms, so that small shares are not lost on the way.
 *
 * @param costs - `[rows, columns]`, or `[problems, rows, columns]`, which end together
 * @throws INPUT for costs that have no such shape or are not finite; OPTION, UNKNOWN_OPTION
 */
export function sinkhorn (costs: HostPoints, options: SinkhornOptions = {}): Transport {
  const { epsilon, iterations, threshold } = parseOptions('sinkhorn', sinkhornOptions, options)
  const [problems, rows, columns] = shapeOf(costs)
  const { data } = costs
  const u = new Float64Array(problems * rows)
  const v = new Float64Array(problems * columns)
  const [rowShare, columnShare] = [rows, columns].map(many => Math.log(1 / many + EPSILON))
  const exponent = (p: number, i: number, j: number): number =>
    (u[p * rows + i] + v[p * columns + j] - data[(p * rows + i) * columns + j]) / epsilon
  let round = 0
  for (let moved = Infinity; round < iterations && moved >= threshold; round++) {
    moved = 0
    for (let p = 0; p < problems; p++) {
      for (let i = 0; i < rows; i++) {
        const step = epsilon * (rowShare - logSum(columns, j => exponent(p, i, j)))
        u[p * rows + i] += step
        moved += Math.abs(step) / problems
      }
      for (let j = 0; j < columns; j++) {
        v[p * columns + j] += epsilon * (columnShare - logSum(rows, i => exponent(p, i, j)))
      }
    }
  }
  const plan = Float64Array.from(data, (_, k) => {
    const line = Math.floor(k / columns)
    return Math.exp(exponent(Math.floor(line / rows), line % rows, k % columns))
  })
  return { plan, iterations: round }
}

/** The logarithm of a sum of exponentials, none of which overflows. */
function logSum (count: number, exponent: (k: number) => number): number {
  let most = -Infinity
  for (let k = 0; k < count; k++) most = Math.max(most, exponent(k))
  let sum = 0
  for (let k = 0; k < count; k++) sum += Math.exp(exponent(k) - most)
  return most + Math.log(sum)
}

function shapeOf (costs: HostPoints): readonly [number, number, number] {
  const { data, shape } = Object(costs) as Partial<HostPoints>
  const listed = Array.isArray(data) || ArrayBuffer.isView(data)
  const sides: readonly unknown[] = Array.isArray(shape) ? shape : []
  const whole = sides.every(side => Number.isSafeInteger(side) && (side as number) > 0)
  const [problems, rows, columns] = (sides.length === 2 ? [1, ...sides] : sides) as number[]
  const fits = whole && problems * rows * columns === data?.length
  if (!listed || !fits || sides.length < 2 || sides.length > 3)
    throw fail('INPUT', 'sinkhorn', 'costs', 'must be { data, shape: [rows, columns] }', costs)
  const wrong = Array.from(data as ArrayLike<number>).find(cost => !Number.isFinite(cost))
  if (wrong !== undefined)
    throw fail('INPUT', 'sinkhorn', 'costs', 'must hold finite numbers only', wrong)
  return [problems, rows, columns]
}
