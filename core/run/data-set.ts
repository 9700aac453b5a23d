import type { Batch } from '../contract/index.js'
import { fail } from '../errors.js'

/** How the rows of a data set are put into batches. */
export interface BatchesOptions {
  /** Rows of a batch; 64 by default. */
  readonly size?: number
  /** How often the rows are gone through; once by default. */
  readonly epochs?: number
  /** Decides the order of the rows in every epoch; that of the mixer by default. */
  readonly seed?: number
  /** In the order they have, instead of one drawn for every epoch. */
  readonly ordered?: boolean
  /** Leaves a last batch out that is not full. */
  readonly full?: boolean
}

/**
 * Rows that are known as a whole, so that a row can be mixed with any other: `mix.batches(table)`
 * draws on them as the pool `dataset`.
 */
export interface DataSet<B extends Batch = Batch> {
  /** How many rows. */
  readonly size: number
  /** All of them; those of a batch are named in its `index`. */
  readonly pool: Batch
  batches (options?: BatchesOptions): Iterable<B>
}

/** Whether a source of batches is a data set. */
export function isDataSet (source: unknown): source is DataSet {
  const { size, pool, batches } = Object(source) as Partial<DataSet>
  return Number.isSafeInteger(size) && typeof pool === 'object' && typeof batches === 'function'
}

/**
 * @throws OPTION for options of a data set that are given for another source
 */
export function refuseOrder (who: string, options: BatchesOptions | undefined): void {
  const given = Object.keys(options ?? {}).find(name => name !== 'training')
  if (given === undefined) return
  throw fail('OPTION', who, given, 'must only be given for a data set, whose batches are made here',
    (options as Record<string, unknown>)[given])
}
