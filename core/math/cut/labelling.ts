import { fail } from '../../errors.js'

/** Cells that are each to get a label. */
export interface Labelling {
  readonly labels: number
  /** `[cells, labels]`: what a label costs in a cell. */
  readonly costs: Float64Array
  /** `[pairs]`: neighbours, */
  readonly from: Int32Array
  readonly to: Int32Array
  /** `[pairs]`: and what it costs by how much they differ, 0 or more. */
  readonly weights: Float64Array
}

/** A labelling that costs little. */
export interface Labelled {
  /** `[cells]` */
  readonly labels: Int32Array
  /** What it costs. */
  readonly energy: number
}

/** More would be no grid of cells any more. */
const SIDE = 65536

/**
 * The neighbours in a grid: above and below first, then side by side, line by line.
 *
 * @throws INPUT for sides that are no whole numbers from 1 to 65536
 */
export function gridPairs (
  rows: number, columns: number
): { readonly from: Int32Array, readonly to: Int32Array } {
  for (const [name, side] of [['rows', rows], ['columns', columns]] as const) {
    if (Number.isSafeInteger(side) && side > 0 && side <= SIDE) continue
    throw fail('INPUT', 'gridPairs', name, `must be a whole number from 1 to ${SIDE}`, side)
  }
  const vertical = (rows - 1) * columns
  const from = new Int32Array(vertical + rows * (columns - 1))
  const to = new Int32Array(from.length)
  for (let k = 0; k < from.length; k++) {
    const along = k - vertical
    from[k] = k < vertical
      ? k
      : Math.floor(along / (columns - 1)) * columns + along % (columns - 1)
    to[k] = from[k] + (k < vertical ? columns : 1)
  }
  return { from, to }
}

/** What labels cost, and how much they differ from their neighbours. */
export function energyOf (
  { labels: many, costs, from, to, weights }: Labelling, labels: ArrayLike<number>,
  distance: (a: number, b: number) => number
): number {
  let energy = 0
  for (let cell = 0; cell < labels.length; cell++) energy += costs[cell * many + labels[cell]]
  for (let k = 0; k < from.length; k++)
    energy += weights[k] * distance(labels[from[k]], labels[to[k]])
  return energy
}

/**
 * @returns how many cells there are
 * @throws INPUT for lists that do not fit each other, cells that are none, weights below 0 and
 *   costs that are not finite
 */
export function checkLabelling (who: string, problem: Labelling): number {
  const { labels, costs, from, to, weights } = Object(problem) as Partial<Labelling>
  if (!Number.isSafeInteger(labels) || (labels as number) < 1)
    throw fail('INPUT', who, 'labels', 'must be a whole number of at least 1', labels)
  if (!(costs instanceof Float64Array) || costs.length % (labels as number) !== 0)
    throw fail('INPUT', who, 'costs', `must be a Float64Array, ${labels} numbers a cell`, costs)
  const infinite = costs.find(cost => !Number.isFinite(cost))
  if (infinite !== undefined)
    throw fail('INPUT', who, 'costs', 'must hold finite numbers only', infinite)
  const cells = costs.length / (labels as number)
  for (const [name, ends] of [['from', from], ['to', to]] as const) {
    if (!(ends instanceof Int32Array) || ends.length !== from?.length)
      throw fail('INPUT', who, name, 'must be an Int32Array, one number a pair', ends)
    const wrong = ends.find(cell => cell < 0 || cell >= cells)
    if (wrong !== undefined) throw fail('INPUT', who, name, `must name cells below ${cells}`, wrong)
  }
  if (!(weights instanceof Float64Array) || weights.length !== from?.length)
    throw fail('INPUT', who, 'weights', 'must be a Float64Array, one number a pair', weights)
  const wrong = weights.find(weight => !(weight >= 0 && weight < Infinity))
  if (wrong !== undefined)
    throw fail('INPUT', who, 'weights', 'must be finite and at least 0', wrong)
  return cells
}
