import type { Resize } from '../contract/index.js'

/** Where each of some positions looks: `low` and, by the weight `toHigh`, `high`. */
export interface Sampling {
  readonly low: Int32Array
  readonly high: Int32Array
  readonly toHigh: Float64Array
}

/**
 * Where positions 0 … `to` - 1 look among 0 … `from` - 1 when these are resized to fit.
 *
 * - `nearest`: ⌊position · from / to⌋, torch's `nearest`, in whole numbers
 * - `bilinear`: centres of cells fall on centres, clamped at the edges; torch's `align_corners=False`
 *   without antialiasing
 * - `bilinear-corners`: the first and last fall on the first and last; `align_corners=True`
 *
 * What has no weight is not looked at: `high` is `low` there.
 */
export function sampling (from: number, to: number, resize: Resize): Sampling {
  const low = new Int32Array(to)
  const high = new Int32Array(to)
  const toHigh = new Float64Array(to)
  for (let position = 0; position < to; position++) {
    const at = look(position, from, to, resize)
    low[position] = Math.min(Math.floor(at), from - 1)
    toHigh[position] = low[position] === from - 1 ? 0 : at - low[position]
    high[position] = low[position] + Number(toHigh[position] > 0)
  }
  return { low, high, toHigh }
}

function look (position: number, from: number, to: number, resize: Resize): number {
  if (resize === 'nearest') return Math.floor(position * from / to)
  if (resize === 'bilinear') return Math.max(0, (position + 0.5) * from / to - 0.5)
  return to > 1 ? position * (from - 1) / (to - 1) : 0
}
