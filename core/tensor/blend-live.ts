import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../errors.js'
import { checkRows, hostCoefficient, isLive, sameShape } from './check.js'
import { combine } from './combine-rows.js'
import { mix } from './mix-rows.js'
import type { Operation } from './operation.js'
import { defineOperation } from './operation.js'
import type { OverOptions, ShownOver } from './over.js'
import { outputsOf, shownOver, toBase, toSource } from './over.js'
import { dots } from './row-dots.js'
import { baseOf, matrix, pick, spread, widthOf } from './rows.js'

/** What a kernel gets as attributes. */
export interface BlendSharesAttributes extends ShownOver {
  /** The mask of each output; absent: mask i for output i, or the only one. */
  readonly masks?: Int32Array
}

/** Kernel `RemixtureBlendShares`: inputs `base`, `source`, `mask` `[n or 1, …cells]`, float32. */
export const blendShares: Operation<BlendSharesAttributes> = defineOperation({
  name: 'blendShares',
  saves: true,
  compose ([from, source, given], { rows, base: { rows: baseRows }, size, masks }) {
    const base = baseOf(from, baseRows)
    const mask = baseOf(given, masks)
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
  gradient: (dy, attributes, [base, source, mask]) => {
    const lay = (inputs: readonly Tensor[], given: BlendSharesAttributes): Tensor =>
      blendShares([...inputs, mask], given)
    return [
      () => toBase(dy, attributes, lay),
      () => toSource(dy, attributes, lay, (all, order) => ({
        ...all,
        masks: mask.shape[0] === 1 ? undefined : order.map(i => all.masks?.[i] ?? i)
      })),
      () => toMask(dy, base, source, mask, attributes)
    ]
  }
})

/** What is gained by cells that show more of the source: dot products over what is behind them. */
function toMask (
  dy: Tensor, base: Tensor, source: Tensor, mask: Tensor, attributes: BlendSharesAttributes
): Tensor {
  const { rows, count, base: shown, size, masks } = attributes
  const terms = [
    { input: 0, rows, coefficient: 1 }, { input: 1, rows: shown.rows, coefficient: -1 }
  ]
  const change = mix([source, base], { terms, size, counts: [count, shown.count] })
  const cells = widthOf(mask)
  const width = widthOf(base) / cells
  const gains = dots([matrix(dy, width), matrix(change, width)], { count: size * cells })
  const each = tf.reshape(gains, [size, cells])
  const outputs = masks ?? (mask.shape[0] === size ? undefined : new Int32Array(size))
  const gathered = outputs === undefined
    ? each
    : combine([each], { outputs, coefficients: 1, size: mask.shape[0], count: size })
  return tf.reshape(gathered, mask.shape)
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
  const size = outputsOf(base, options)
  checkMaskShape(mask.shape, base, size, who, 'mask')
  const shown = shownOver(base, source, options, who)
  return tf.tidy(() => blendShares([base, source, weighed(mask, options, size, who)], shown)) as T
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
  shape: readonly number[], base: Tensor, outputs: number, who: string, name: string
): void {
  const [masks, ...cells] = shape
  const axes = base.shape.slice(1, shape.length)
  if ((masks !== 1 && masks !== outputs) || !sameShape(cells, axes)) {
    const allowed = `must have shape [${outputs} or 1, ${axes.join(', ')}]`
    throw fail('TENSOR', who, name, allowed, shape)
  }
}
