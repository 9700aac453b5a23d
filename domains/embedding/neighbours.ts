import { token } from '../../core/index.js'
import type { Nearest, NearestOptions } from './nearest.js'
import { nearest } from './nearest.js'

/** What finds the rows that are nearest to others: exactly, or nearly so where rows are many. */
export interface Neighbours {
  /** As `nearest`, but it may read tensors back; what it gives is the caller's to dispose. */
  find (options: NearestOptions): Promise<Nearest>
}

/**
 * What metrics and reports look neighbours up with, `nearest` unless another one is bound:
 * `registry.rebind(NEIGHBOURS, await approximateNeighbours())`.
 */
export const NEIGHBOURS = token<Neighbours>('neighbours')

/** The library's own: block by block, exact. */
export const exactNeighbours: Neighbours = {
  find: async options => await Promise.resolve(nearest(options))
}
