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
  const gain = Float64Array.from(costs.data, cost => -cost / epsilon)
  // Potentials in units of epsilon
  const u = new Float64Array(problems * rows)
  const v = new Float64Array(problems * columns)
  const [rowShare, columnShare] = [rows, columns].map(many => Math.log(1 / many + EPSILON))
  let round = 0
  for (let moved = Infinity; round < iterations && moved >= threshold; round++) {
    moved = 0
    for (let p = 0; p < problems; p++) {
      const [left, top] = [p * rows, p * columns]
      for (let i = left; i < left + rows; i++) {
        const step = rowShare - u[i] - logSum(gain, i * columns, v, top, columns)
        u[i] += step
        moved += Math.abs(step) * epsilon / problems
      }
      const sums = columnSums(gain, left, u, rows, columns)
      for (let j = 0; j < columns; j++) v[top + j] = columnShare - sums[j]
    }
  }
  const plan = gain
  for (let i = 0, k = 0; i < problems * rows; i++) {
    const top = Math.floor(i / rows) * columns
    for (let j = 0; j < columns; j++, k++) plan[k] = Math.exp(gain[k] + u[i] + v[top + j])
  }
  return { plan, iterations: round }
}

/** The logarithm of a row's sum of exponentials, none of which overflows. */
function logSum (
  gain: Float64Array, from: number, v: Float64Array, top: number, columns: number
): number {
  let most = -Infinity
  for (let j = 0; j < columns; j++) most = Math.max(most, gain[from + j] + v[top + j])
  let sum = 0
  for (let j = 0; j < columns; j++) sum += Math.exp(gain[from + j] + v[top + j] - most)
  return most + Math.log(sum)
}

/** The same of every column, line by line, as numbers lie. */
function columnSums (
  gain: Float64Array, left: number, u: Float64Array, rows: number, columns: number
): Float64Array {
  const most = new Float64Array(columns).fill(-Infinity)
  const sums = new Float64Array(columns)
  for (let i = left, k = left * columns; i < left + rows; i++)
    for (let j = 0; j < columns; j++, k++) most[j] = Math.max(most[j], gain[k] + u[i])
  for (let i = left, k = left * columns; i < left + rows; i++)
    for (let j = 0; j < columns; j++, k++) sums[j] += Math.exp(gain[k] + u[i] - most[j])
  return sums.map((sum, j) => most[j] + Math.log(sum))
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
  for (const cost of data as Iterable<number>) {
    if (Number.isFinite(cost)) continue
    throw fail('INPUT', 'sinkhorn', 'costs', 'must hold finite numbers only', cost)
  }
  return [problems, rows, columns]
}
