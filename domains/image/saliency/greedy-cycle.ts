import * as z from 'zod/mini'
import { count, definePairing, option, positive } from '../../../core/index.js'
import { mapsOf } from '../signals/given.js'
import { blurredShares } from './blur.js'
import '../signals/named.js'

/** How saliency is blurred before it is compared. */
export const blurOptions = {
  kernel: option(z.int('must be an odd number').check(z.gte(1), z.lte(63),
    z.refine(side => side % 2 === 1, 'must be an odd number'))).default(7)
    .describe('the side of the kernel that saliency is blurred by'),
  sigma: positive.default(3).describe('and its spread, in pixels')
}

/**
 * Partners whose saliency lies elsewhere, as GuidedMixup chooses them: a circle through all rows,
 * from the two whose maps are farthest apart, always on to the farthest that is left. Nothing is
 * drawn.
 *
 * 3neutronstar/GuidedMixup@73494e1, which may visit a row twice where maps are equal; here none is.
 */
export const greedyCycle = definePairing({
  name: 'greedy-cycle',
  options: z.object({
    ...blurOptions,
    part: count.optional().describe('rows that are paired among themselves; all by default')
  }),
  signals: ['saliency'],
  pair (facts, { part = facts.size, ...blur }) {
    const shares = blurredShares(mapsOf('greedy-cycle', 'saliency', facts), blur)
    const rows = new Int32Array(facts.size)
    for (let first = 0; first < facts.size; first += part) {
      const size = Math.min(part, facts.size - first)
      const each = shares.length / facts.size
      const apart = distances(shares.subarray(first * each, (first + size) * each), size)
      rows.set(cycle(apart, size).map(row => row + first), first)
    }
    return { pool: 'batch', rows }
  }
})

/** Euclidean distances of rows, `[rows, rows]`. */
export function distances (values: Float32Array, rows: number): Float64Array {
  const each = values.length / rows
  const apart = new Float64Array(rows * rows)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < i; j++) {
      let sum = 0
      for (let k = 0; k < each; k++) sum += (values[i * each + k] - values[j * each + k]) ** 2
      apart[i * rows + j] = apart[j * rows + i] = Math.sqrt(sum)
    }
  }
  return apart
}

/** Whom every row is followed by in the circle. */
function cycle (apart: Float64Array, rows: number): Int32Array {
  const next = new Int32Array(rows)
  const visited = new Uint8Array(rows)
  const farthest = (row: number): number => {
    let best = -1
    for (let j = 0; j < rows; j++) {
      if (visited[j] === 1 || j === row) continue
      if (best < 0 || apart[row * rows + j] > apart[row * rows + best]) best = j
    }
    return best
  }
  const first = Math.floor(apart.reduce((best, far, k) => far > apart[best] ? k : best, 0) / rows)
  let row = first
  visited[row] = 1
  for (let step = 1; step < rows; step++) {
    next[row] = farthest(row)
    row = next[row]
    visited[row] = 1
  }
  next[row] = first
  return next
}
