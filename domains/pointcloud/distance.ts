import type { Coordinates } from './points.js'

/**
 * The square of the distance of point i of `a` from point j of `b`: by products and sums alone,
 * which engines agree on, unlike `Math.hypot` and powers.
 */
export function squareBetween (a: Coordinates, i: number, b: Coordinates, j: number): number {
  const x = a[3 * i] - b[3 * j]
  const y = a[3 * i + 1] - b[3 * j + 1]
  const z = a[3 * i + 2] - b[3 * j + 2]
  return x * x + y * y + z * z
}
