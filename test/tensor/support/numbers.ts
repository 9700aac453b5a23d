import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'

/** Repeatable numbers for tests. */
export interface Numbers {
  /** 0 … end - 1 */
  int (end: number): number
  /** In [-1, 1), a float32. */
  real (): number
  tensor (shape: readonly number[]): Tensor
  rows (count: number, end: number): Int32Array
  permutation (size: number): Int32Array
  /** A number each in (0, 1). */
  shares (count: number): Float64Array
}

export function numbers (seed: number): Numbers {
  let state = (seed * 2654435761 + 12345) >>> 0
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state >>> 8) / 2 ** 24
  }
  const int = (end: number): number => Math.floor(next() * end)
  const real = (): number => next() * 2 - 1
  return {
    int,
    real,
    tensor: shape => tf.tensor(Float32Array.from({ length: sizeOf(shape) }, real), [...shape]),
    rows: (count, end) => Int32Array.from({ length: count }, () => int(end)),
    permutation: size => {
      const order = Int32Array.from({ length: size }, (_, i) => i)
      for (let i = size - 1; i > 0; i--) {
        const j = int(i + 1)
        const kept = order[i]
        order[i] = order[j]
        order[j] = kept
      }
      return order
    },
    shares: count => Float64Array.from({ length: count }, () => 0.05 + 0.9 * next())
  }
}

export function sizeOf (shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1)
}
