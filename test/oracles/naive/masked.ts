import type { Outcome } from '../outcome.js'

/** How much of the partner is seen in a pixel of a row. */
export type Seen = (row: number, y: number, x: number) => number

/** The partner by a share of every pixel; targets by their mean, or by `weight`. */
export function masked (
  partners: ArrayLike<number>, height: number, width: number, seen: Seen,
  weight?: (row: number) => number
): Outcome {
  const mean = (row: number): number => {
    let sum = 0
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) sum += seen(row, y, x)
    return sum / (height * width)
  }
  return {
    size: partners.length,
    pixel: (row, y, x) => {
      const share = seen(row, y, x)
      return [[row, 1 - share], [partners[row], share]]
    },
    label: row => {
      const share = weight === undefined ? mean(row) : 1 - weight(row)
      return [[row, 1 - share], [partners[row], share]]
    }
  }
}
