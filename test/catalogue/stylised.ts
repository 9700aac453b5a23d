import type { Batch, PoolReader } from '../../core/index.js'
import { takeBatch } from '../../core/run/take.js'
import type { Exemption } from './entry.js'

/**
 * The pool of a style transfer that changes nothing, so that what is painted is a sum of the batch:
 * transfer itself is no sum, and has tests of its own.
 */
export const unchanged = (mixed: Batch): PoolReader => {
  const [size] = (mixed.x as { readonly shape: readonly number[] }).shape
  return {
    facts: { size: size * size },
    take: rows => takeBatch(mixed, rows.map(row => Math.floor(row / size))) as Batch
  }
}

/** What no mixer can have whose targets share out content and style. */
export const stylised: readonly Exemption[] = [
  {
    property: 'target-shares',
    reason: 'targets share out content and style, which pixels do not tell apart'
  },
  {
    property: 'batch-of-one',
    reason: 'an image in its own style is a row of another pool, so that sums round'
  },
  {
    property: 'hidden-map-even-edges',
    reason: 'a hidden map has no pool of styles'
  },
  {
    property: 'hidden-map-odd-edges',
    reason: 'a hidden map has no pool of styles'
  }
]
