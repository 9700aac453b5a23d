import type { Outcome } from '../outcome.js'

/** Whether a pixel lies in the box of a row. */
export type InBox = (row: number, y: number, x: number) => boolean

/**
 * The box that the authors of CutMix cut for λ about a centre, in the way of their `rand_bbox`: a
 * ratio, the sides cut to whole numbers, half of them either way, and a clip at the border.
 */
export function authorsBox (
  lambda: number, centreY: number, centreX: number, height: number, width: number
): (y: number, x: number) => boolean {
  const ratio = Math.sqrt(1 - lambda)
  const cutHeight = Math.trunc(height * ratio)
  const cutWidth = Math.trunc(width * ratio)
  const clip = (value: number, limit: number): number => Math.min(Math.max(value, 0), limit)
  const top = clip(centreY - Math.floor(cutHeight / 2), height)
  const bottom = clip(centreY + Math.floor(cutHeight / 2), height)
  const left = clip(centreX - Math.floor(cutWidth / 2), width)
  const right = clip(centreX + Math.floor(cutWidth / 2), width)
  return (y, x) => top <= y && y < bottom && left <= x && x < right
}

/** The partner in the box, the row itself outside; targets by the pixels, or by `weight`. */
export function cut (
  partners: ArrayLike<number>, height: number, width: number, inBox: InBox,
  weight?: (row: number) => number
): Outcome {
  const counted = (row: number): number => {
    let pixels = 0
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) if (inBox(row, y, x)) pixels++
    }
    return 1 - pixels / (height * width)
  }
  return {
    size: partners.length,
    pixel: (row, y, x) => [[inBox(row, y, x) ? partners[row] : row, 1]],
    label: row => {
      const own = weight === undefined ? counted(row) : weight(row)
      return [[row, own], [partners[row], 1 - own]]
    }
  }
}
