import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../errors.js'
import { checkRows, hostCoefficient, isLive, rowsOf, sameShape } from './check.js'
import type { Operation } from './operation.js'
import { defineOperation } from './operation.js'
import type { OverOptions, ShownRows } from './over.js'
import { nothingOver, toSource } from './over.js'
import { matrix, pick, spread, widthOf } from './rows.js'

/** Kernel `RemixtureBlendShares`: inputs `base`, `source`, `mask` `[n or 1, …cells]`, float32. */
export const blendShares: Operation<ShownRows> = defineOperation({
  name: 'blendShares',
  saves: true,
  compose ([base, source, mask], { rows }) {
    const [size] = base.shape
    const cells = widthOf(mask)
    const width = widthOf(base) / cells
    const shown = matrix(source, cells * width)
    const layered = [size, cells, width]
    const over = tf.reshape(rows === undefined ? shown : pick(shown, rows), layered)
    const weights = spread(matrix(mask, 1), width)
    // One mask for all has no axis for the rows: cpu is fast at broadcasting only what is missing.
    const leading = mask.shape[0] === 1 ? [] : [size]
    const seen = tf.reshape(weights, [...leading, cells, weights.shape[1]])
    const kept = tf.mul(tf.reshape(base, layered), tf.sub(1, seen))
    return tf.reshape(tf.add(kept, tf.mul(over, seen)), base.shape)
  },
  gradient: (dy, { rows, count }, [base, source, mask]) => [
    () => {
      const nothing = nothingOver(dy)
      return blendShares([dy, nothing.source, mask], nothing.attributes)
    },
    () => {
      const shown = blendShares([tf.zerosLike(dy), dy, mask], { count: dy.shape[0] })
      return toSource(shown, { rows, count })
    },
    () => toMask(dy, base, source, mask, rows)
  ]
})

/** What is gained by cells that show more of the source: dot products over what is behind them. */
function toMask (
  dy: Tensor, base: Tensor, source: Tensor, mask: Tensor, rows: Int32Array | undefined
): Tensor {
  const row = widthOf(base)
  const shown = matrix(source, row)
  const change = tf.sub(rows === undefined ? shown : pick(shown, rows), matrix(base, row))
  const cells = widthOf(mask)
  const gains = tf.sum(matrix(tf.mul(matrix(dy, row), change), row / cells), 1)
  const [size] = base.shape
  const shared = mask.shape[0] !== size
  return tf.reshape(shared ? tf.sum(tf.reshape(gains, [size, cells]), 0) : gains, mask.shape)
}

/**
 * `blendMask` where a tensor holds the mask: nothing reads it, so every cell is mixed.
 * Base and source are checked already.
 */
export function blendLive<T extends Tensor> (
  base: T, source: T, mask: Tensor, options: OverOptions, who: string
): T {
  checkRows(base, who, 'base')
  checkRows(mask, who, 'mask')
  checkMaskShape(mask.shape, base, who, 'mask')
  const size = base.shape[0]
  const rows = rowsOf(options.rows, source, size, who)
  return tf.tidy(() => {
    const shares = weighed(mask, options, size, who)
    return blendShares([base, source, shares], { rows, count: source.shape[0] })
  }) as T
}

/** Shares of outputs that are seen by a coefficient: one more factor, on the tape. */
function weighed (mask: Tensor, { coefficient }: OverOptions, size: number, who: string): Tensor {
  const column = [size, ...mask.shape.slice(1).fill(1)]
  if (isLive(coefficient, size, who)) return tf.mul(mask, tf.reshape(coefficient, column))
  const known = hostCoefficient(coefficient, size, who)
  if (known === 1) return mask
  if (typeof known === 'number') return tf.mul(mask, known)
  return tf.mul(mask, tf.tensor(new Float32Array(known), column))
}

/** Checks that the cells of a mask `[n or 1, a1, …, ak]` are those of the first axes of `base`. */
export function checkMaskShape (
  shape: readonly number[], base: Tensor, who: string, name: string
): void {
  const [masks, ...cells] = shape
  const axes = base.shape.slice(1, shape.length)
  if ((masks !== 1 && masks !== base.shape[0]) || !sameShape(cells, axes)) {
    const allowed = `must have shape [${base.shape[0]} or 1, ${axes.join(', ')}]`
    throw fail('TENSOR', who, name, allowed, shape)
  }
}
