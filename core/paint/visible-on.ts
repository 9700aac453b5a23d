import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Plan, Region } from '../contract/index.js'
import { fail } from '../errors.js'
import { levelsOf, pieceCount } from '../plan/columns.js'
import type { ListedLevels } from '../plan/columns.js'
import { boxShares, maskShares } from '../plan/region.js'
import { requirePlan } from '../plan/require-plan.js'
import type { Rules } from '../plan/rules.js'

/** What of a plan tells how its regions lie. */
type Laid = Pick<Plan<unknown>, 'axes' | 'frame' | 'size' | 'layers' | 'then'>

/**
 * How much of a region shows in every cell of a grid that lies over the frame, `[pieces or 1,
 * ...grid]`: 1 everywhere for no region, the covered share of the cell otherwise.
 *
 * @param plan - has the region in one of its layers: for so many pieces its rule makes it
 * @throws PLAN for points, and for a live mask, which is a tensor already
 */
export function visibleOn (
  plan: Laid, where: Region<Tensor> | undefined, grid: readonly number[], rules?: Rules
): Tensor {
  requirePlan(plan)
  if (!isGrid(grid))
    throw fail('OPTION', 'visibleOn', 'grid', 'must be a list of whole numbers above 0', grid)
  if (where === undefined) return tf.ones([1, ...grid])
  if ((where as Region | null)?.kind === undefined)
    throw fail('PLAN', 'where', 'must be boxes or a mask', where)
  if (where.kind === 'points') throw fail('PLAN', 'where', 'must be boxes or a mask', where.select)
  const { axes, frame } = plan
  const levels = where.kind === 'mask' ? levelsOf(where, piecesIn(plan, where), rules) : undefined
  const count = where.kind === 'mask'
    ? (levels as ListedLevels).length / sizeOf(where.grid)
    : where.start.length / where.axes.length
  const cells = sizeOf(grid)
  const data = new Float32Array(count * cells)
  for (let piece = 0; piece < count; piece++) {
    data.set(where.kind === 'boxes'
      ? boxShares(where, piece, axes, frame, grid)
      : maskShares(where, levels as ListedLevels, piece, axes, frame, grid), piece * cells)
  }
  return tf.tensor(data, [count, ...grid])
}

/** How many pieces the layer of a region has; one if no layer has it. */
function piecesIn (plan: Laid, where: Region<Tensor>): number {
  const layer = plan.layers.find(each => each.where === where)
  if (layer !== undefined) return pieceCount(layer, plan.size)
  return plan.then === undefined ? 1 : piecesIn(plan.then, where)
}

function sizeOf (grid: readonly number[]): number {
  return grid.reduce((product, n) => product * n, 1)
}

function isGrid (value: unknown): boolean {
  const isSide = (side: unknown): boolean => Number.isSafeInteger(side) && (side as number) > 0
  return Array.isArray(value) && Array.from<unknown>(value).every(isSide)
}
