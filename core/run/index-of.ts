import type { Batch, PoolFacts } from '../contract/index.js'
import { fail } from '../errors.js'

/** The entry of a batch that is no target: which row of the pool `dataset` every row is. */
export const INDEX = 'index'

/**
 * The row numbers that a batch says it has in the pool `dataset`.
 *
 * @throws INPUT unless there is a whole number for every row, within the pool if there is one
 */
export function indexOf (
  batch: Batch, size: number, dataset: PoolFacts | undefined, who: string
): { readonly index?: Int32Array } {
  const given = batch[INDEX]
  if (given === undefined) return {}
  if (!(given instanceof Int32Array || Array.isArray(given)))
    throw fail('INPUT', who, INDEX, 'must be a list or an Int32Array of row numbers', given)
  if (given.length !== size)
    throw fail('INPUT', who, INDEX, `must have one entry for each of the ${size} rows`, given)
  const end = dataset?.size ?? 2 ** 31
  const wrong = Array.from<number>(given)
    .find(row => !Number.isInteger(row) || row < 0 || row >= end)
  if (wrong !== undefined)
    throw fail('INPUT', who, INDEX, `must hold whole numbers from 0 to ${end - 1}`, wrong)
  return { index: Int32Array.from(given) }
}
