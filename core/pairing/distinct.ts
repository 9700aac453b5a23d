import type { Draws } from '../contract/index.js'

/** Different rows of a pool, as many as there are of them: a batch drawn at random. */
export function distinctRows (draw: Draws, of: number, count: number): Int32Array {
  if (2 * count > of) {
    const rows = draw.permutation('pair', of)
    return Int32Array.from({ length: count }, (_, k) => rows[k % of])
  }
  const rows = new Set<number>()
  while (rows.size < count) rows.add(draw.int('pair', of))
  return Int32Array.from(rows)
}
