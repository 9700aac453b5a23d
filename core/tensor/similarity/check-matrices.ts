import type { Tensor2D } from '@tensorflow/tfjs-core'
import { fail } from '../../errors.js'
import { checkRows, checkSameRow } from '../check.js'

/**
 * Checks two float32 matrices of one width.
 *
 * @throws INPUT or SECOND_TFJS for what is no tensor of this tfjs, TENSOR for another shape
 */
export function checkMatrices (x: unknown, y: unknown, who: string): void {
  checkMatrix(x, who, 'x')
  checkMatrix(y, who, 'y')
  checkSameRow(y, x, who, 'y')
}

/** Checks a float32 `[n, d]`. Throws as `checkMatrices`. */
export function checkMatrix (x: unknown, who: string, name: string): asserts x is Tensor2D {
  checkRows(x, who, name, { rank: 2 })
  if (x.rank !== 2) throw fail('TENSOR', who, name, 'must have rank 2', x)
}
