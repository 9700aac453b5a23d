import { EigenvalueDecomposition, Matrix, covariance } from 'ml-matrix'
import * as z from 'zod'
import type { HostArray } from '../../../core/index.js'
import { nonnegative, parseOptions } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { checkedWidth } from './columns.js'
import type { Scale } from './scale.js'
import { scaleOf } from './scale.js'

/** Below this share of the largest variance, a direction counts as none. */
const NOTHING = 1e-12

/**
 * Whitening: columns without correlation, each of variance 1, as near to the old ones as can be
 * (ZCA: the symmetric root of the inverse covariance; Kessy, Lewin and Strimmer 2018).
 *
 * @param rows - the training rows, `[rows, …, columns]`, on the host
 * @param options - `epsilon` is added to every variance before its root
 * @throws INPUT for numbers that are not finite, and for columns that depend on one another, unless
 *   there is an epsilon
 */
export function whitening (rows: HostArray, options: { readonly epsilon?: number } = {}): Scale {
  const { epsilon } = parseOptions('whitening', z.object({ epsilon: nonnegative.default(0) }),
    options)
  const { data, shape } = rows
  const width = checkedWidth(data, shape, 'whitening')
  const count = data.length / width
  if (count < 2) throw fail('INPUT', 'whitening', 'rows', 'must be two at least', count)
  const matrix = Matrix.zeros(count, width)
  for (let k = 0; k < data.length; k++) matrix.set(Math.floor(k / width), k % width, data[k])
  const found = new EigenvalueDecomposition(covariance(matrix), { assumeSymmetric: true })
  const variances = found.realEigenvalues.map(each => Math.max(0, each) + epsilon)
  const most = Math.max(...variances)
  if (variances.some(each => each <= NOTHING * most)) {
    throw fail('INPUT', 'whitening', 'rows',
      'must have columns that do not depend on one another, or give an epsilon', variances)
  }
  const through = (power: number): number[] => {
    const scaled = Matrix.diag(variances.map(each => each ** power))
    const { eigenvectorMatrix: directions } = found
    return directions.mmul(scaled).mmul(directions.transpose()).to1DArray()
  }
  return scaleOf({
    kind: 'whitening',
    shift: matrix.mean('column'),
    matrix: through(-0.5),
    inverse: through(0.5)
  })
}
