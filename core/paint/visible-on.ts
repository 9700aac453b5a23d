import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Plan, Region } from '../contract/index.js'
import { fail } from '../errors.js'
import { levelsOf } from '../plan/columns.js'
import { boxShares, maskShares } from '../plan/region.js'
import type { Rules } from '../plan/rules.js'

/**
 * How much of a region shows in every cell of a grid that lies over the frame, `[pieces or 1,
 * ...grid]`: 1 everywhere for no region, the covered share of the cell otherwise.
 *
 * @throws PLAN for points, and for a live mask, which is a tensor already
 */
export function visibleOn (
  { axes, frame }: Pick<Plan<unknown>, 'axes' | 'frame'>, where: Region<Tensor> | undefined,
  grid: readonly number[], rules?: Rules
): Tensor {
  if (where === undefined) return tf.ones([1, ...grid])
  if (where.kind === 'points') throw fail('PLAN', 'where', 'must be boxes or a mask', where.select)
  const cells = where.kind === 'mask'
    ? where.grid.reduce((product, n) => product * n, 1)
    : where.axes.length
  const levels = where.kind === 'mask' ? levelsOf(where, 1, rules) : undefined
  const count = (levels ?? (where as { start: Int32Array }).start).length / cells
  const shares = Array.from({ length: count }, (_, piece) => where.kind === 'boxes'
    ? boxShares(where, piece, axes, frame, grid)
    : maskShares(where, levels as Uint8Array, piece, axes, frame, grid))
  return tf.tensor(Float32Array.from(shares.flatMap(share => [...share])), [count, ...grid])
}
