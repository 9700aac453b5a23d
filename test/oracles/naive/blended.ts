import type { Drawn, Outcome, Share } from '../outcome.js'

/** λ of a row, and 1 - λ of its partner, everywhere. */
export function blended (
  partners: ArrayLike<number>, lambda: (row: number) => number,
  targetLambda: (row: number) => number = lambda
): Outcome {
  // A λ below 1e-16 is none: a plan keeps the share of the partner
  const shares = (row: number, own: number): Share[] =>
    [[row, 1 - (1 - own)], [partners[row], 1 - own]]
  return {
    size: partners.length,
    pixel: row => shares(row, lambda(row)),
    label: row => shares(row, targetLambda(row))
  }
}

/** λ of every row from its draws: one for all, one each, or 1 where alpha is 0. */
export function drawnLambda (
  drawn: Drawn, name: string, alpha: number, per: 'batch' | 'sample'
): (row: number) => number {
  if (alpha === 0) return () => 1
  return row => drawn[name][per === 'batch' ? 0 : row]
}
