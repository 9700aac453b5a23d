import { fail } from '../errors.js'

/**
 * Checks that there is a batch among the pools, before they are painted.
 *
 * @throws POOL
 */
export function requireBatch (pools: unknown, who: string): void {
  const known = Object.keys(Object(pools) as object)
  if (!known.includes('batch')) throw fail('POOL', who, 'batch', known)
}
