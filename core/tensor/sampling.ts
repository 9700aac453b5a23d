import type { Resize } from '../contract/index.js'

/** Where each of some positions looks, and how much of what is there it takes. */
export interface Look { readonly at: Int32Array, readonly weights: Float64Array }

/**
 * Where positions 0 … `to` - 1 look among 0 … `from` - 1 when these are resized to fit: once, or
 * twice with weights that sum to 1.
 *
 * - `nearest`: ⌊position · from / to⌋, torch's `nearest`, in whole numbers
 * - `bilinear`: centres of cells fall on centres, clamped at the edges; torch's
 *   `align_corners=False` without antialiasing
 * - `bilinear-corners`: the first and last fall on the first and last; `align_corners=True`
 *
 * A look without weight goes where the other one goes, so that nothing else takes part.
 */
export function sampling (from: number, to: number, resize: Resize): readonly Look[] {
  const [low, high] = [look(to), look(to)]
  for (let position = 0; position < to; position++) {
    const place = placeOf(position, from, to, resize)
    const first = Math.min(Math.floor(place), from - 1)
    const beyond = first === from - 1 ? 0 : place - first
    low.at[position] = first
    high.at[position] = first + Number(beyond > 0)
    low.weights[position] = 1 - beyond
    high.weights[position] = beyond
  }
  return resize === 'nearest' ? [low] : [low, high]
}

function look (length: number): Look {
  return { at: new Int32Array(length), weights: new Float64Array(length) }
}

function placeOf (position: number, from: number, to: number, resize: Resize): number {
  if (resize === 'nearest') return Math.floor(position * from / to)
  if (resize === 'bilinear') return Math.max(0, (position + 0.5) * from / to - 0.5)
  return to > 1 ? position * (from - 1) / (to - 1) : 0
}
