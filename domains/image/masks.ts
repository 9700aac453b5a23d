import type { Facts, LevelRule, Mask } from '../../core/index.js'
// Brings the rules of such masks
import '../../core/plan/mask-rules.js'

/** What a mask is measured by. */
type Plane = Pick<Facts, 'axes' | 'frame'>

/** A mask with a level for every pixel, made by a rule. */
export function pixels ({ axes, frame }: Plane, levels: LevelRule, outside = false): Mask {
  return { kind: 'mask', axes, grid: frame, levels, of: 1, ...outside ? { outside } : {} }
}

/**
 * A mask of square patches, seen where a cell is 1: listed cells where patches fill the image, else
 * a rule that lets the last ones reach over its border.
 *
 * @param cells - `[masks, rows, columns]`, as many as `patchGrid` says
 */
export function patches (facts: Plane, patch: number, cells: Uint8Array, outside = false): Mask {
  const { axes, frame } = facts
  if (frame.some(side => side % patch !== 0))
    return pixels(facts, { rule: 'patches', patch, cells }, outside)
  const grid = patchGrid(frame, patch)
  return { kind: 'mask', axes, grid, levels: cells, of: 1, ...outside ? { outside } : {} }
}

/** How many patches cover an image along each axis. */
export function patchGrid (frame: readonly number[], patch: number): readonly number[] {
  return frame.map(side => Math.ceil(side / patch))
}
