import { firstPlace, sortedOrder } from '../../math/order.js'

/** Numbers in ascending order, and the places they came from. */
export interface Sorted {
  readonly values: Float64Array
  readonly order: Int32Array
}

export function sorted (data: ArrayLike<number>): Sorted {
  const order = sortedOrder(data)
  const values = new Float64Array(order.length)
  for (let k = 0; k < order.length; k++) values[k] = data[order[k]]
  return { values, order }
}

/** The least distance of a number to sorted ones. */
export function nearestOf (values: Float64Array, to: number): number {
  const after = firstPlace(values.length, k => values[k] >= to)
  return Math.min(
    after < values.length ? values[after] - to : Infinity,
    after > 0 ? to - values[after - 1] : Infinity)
}
