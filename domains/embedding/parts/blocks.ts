import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { count, pairwiseDistances, parseOptions } from '../../../core/index.js'

/** Rows that are compared with all others in one go. */
export interface Block {
  readonly first: number
  readonly count: number
}

/** Numbers that a block has at once: 16 MiB of them. */
const AT_ONCE = 2 ** 22

/**
 * All rows, some at a time, so that what is made of pairs takes bounded memory.
 *
 * @param block - how many rows are in one; by default as many as make 16 MiB of pairs
 * @throws OPTION for a block that is no whole number of at least 1
 */
export function blocksOf (size: number, block: number | undefined, who: string): Block[] {
  const { block: each } = parseOptions(who, z.object({
    block: count.default(Math.max(1, Math.floor(AT_ONCE / size)))
  }), block === undefined ? {} : { block })
  return Array.from({ length: Math.ceil(size / each) }, (_, b) =>
    ({ first: b * each, count: Math.min(each, size - b * each) }))
}

/** All rows, as many at a time as make 16 MiB of all pairs of rows each. */
export function anchorsOf (size: number, who: string): Block[] {
  return blocksOf(size, Math.max(1, Math.floor(AT_ONCE / (size * size))), who)
}

/** The rows of a block. */
export function inBlock (x: Tensor2D, { first, count }: Block): Tensor2D {
  return tf.slice(x, [first, 0], [count, x.shape[1]])
}

/** The rows of a block, and the others if there are any: those before it, then those behind. */
export function aroundBlock (x: Tensor2D, block: Block): Tensor2D[] {
  const [size, width] = x.shape
  const end = block.first + block.count
  const others = [
    ...block.first > 0 ? [tf.slice(x, [0, 0], [block.first, width])] : [],
    ...end < size ? [tf.slice(x, [end, 0], [size - end, width])] : []
  ]
  if (others.length === 0) return [inBlock(x, block)]
  return [inBlock(x, block), others.length === 1 ? others[0] : tf.concat(others)]
}

/** `-‖a - b‖²` of all rows of two. */
export function nearness (a: Tensor2D, b: Tensor2D): Tensor2D {
  return tf.neg(pairwiseDistances(a, b, { squared: true }))
}
