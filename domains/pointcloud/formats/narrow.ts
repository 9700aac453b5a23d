import { fail } from '../../../core/errors.js'
import type { Column, ColumnData } from '../cloud.js'

/**
 * A column without 64-bit whole numbers, for formats that have none: in 32 bits, if all fit.
 *
 * @param negative - whether one is below 0, here or in another block of the column
 * @throws INPUT if one does not
 */
export function narrowed (
  { data, width }: Column, name: string, who: string, negative = isNegative(data)
): Column {
  if (!(data instanceof BigInt64Array || data instanceof BigUint64Array)) return { data, width }
  const [low, high] = [-(2n ** 31n), 2n ** 32n]
  const wrong = data.find(value => value < low || value >= (negative ? 2n ** 31n : high))
  if (wrong !== undefined) {
    throw fail('INPUT', who, name,
      'must hold whole numbers of 32 bits, since the format has no longer ones', wrong)
  }
  const held = new (negative ? Int32Array : Uint32Array)(data.length)
  for (let k = 0; k < held.length; k++) held[k] = Number(data[k])
  return { data: held, width }
}

/** Whether 64-bit whole numbers have one below 0. */
export function isNegative (data: ColumnData): boolean {
  return data instanceof BigInt64Array && data.some(value => value < 0n)
}
