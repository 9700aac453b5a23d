import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import * as z from 'zod'
import type { HostArray } from '../../contract/index.js'
import { parseOptions } from '../../define/options.js'
import { count, nonnegative } from '../../define/schemas.js'
import { fail } from '../../errors.js'
import type { GivenPoints, Table } from './points.js'
import { meanOf, tableOf } from './points.js'

/**
 * The covariance of columns, `[d, d]`, of a sample (divided by n - 1); 0 for one point.
 *
 * @param points - `[n]` or `[n, d]`
 * @throws INPUT for what are no finite points
 */
export function covariance (points: GivenPoints | ArrayLike<number>): HostArray<Float64Array> {
  const table = tableOf('covariance', 'points', points)
  return { data: covarianceOf(table, meanOf(table)), shape: [table.width, table.width] }
}

function covarianceOf ({ data, size, width }: Table, mean: Float64Array): Float64Array {
  const sums = new Float64Array(width * width)
  const row = new Float64Array(width)
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < width; k++) row[k] = data[i * width + k] - mean[k]
    for (let k = 0; k < width; k++)
      for (let l = 0; l <= k; l++) sums[k * width + l] += row[k] * row[l]
  }
  for (let k = 0; k < width; k++) {
    for (let l = 0; l <= k; l++) {
      const value = sums[k * width + l] / Math.max(1, size - 1)
      sums[k * width + l] = value
      sums[l * width + k] = value
    }
  }
  return sums
}

/** A linear map of points after their mean is taken off, and its way back. */
export interface LinearMap {
  readonly mean: Float64Array
  /** `[outputs, d]` */
  readonly matrix: HostArray<Float64Array>
  /** `[n, d]` → `[n, outputs]` */
  apply (points: GivenPoints): HostArray<Float64Array>
  /** `[n, outputs]` → `[n, d]`: what was there, or the nearest that the outputs can say. */
  undo (outputs: GivenPoints): HostArray<Float64Array>
}

/** Principal components. */
export interface Principal extends LinearMap {
  /** Of every component, the largest first. */
  readonly variances: Float64Array
  /** Their shares of the variance of all. */
  readonly shares: Float64Array
}

const principalOptions = z.object({ components: count.optional() })

/**
 * Principal components: the directions of the largest variance. The largest entry of each is
 * positive, so that the same points give the same directions.
 *
 * @param points - `[n]` or `[n, d]`
 * @param given - how many `components`; all of them by default
 * @throws INPUT for what are no finite points; OPTION for more components than columns
 */
export function principalComponents (
  points: GivenPoints | ArrayLike<number>, given: { readonly components?: number } = {}
): Principal {
  const table = tableOf('principalComponents', 'points', points)
  const { components = table.width } =
    parseOptions('principalComponents', principalOptions, given)
  if (components > table.width) {
    throw fail('OPTION', 'principalComponents', 'components', `must be at most ${table.width}`,
      components)
  }
  const { mean, variances, directions } = decomposed(table)
  const total = variances.reduce((sum, each) => sum + each, 0)
  const kept = directions.subMatrix(0, components - 1, 0, table.width - 1)
  return {
    ...linear('principalComponents', mean, kept, kept.transpose()),
    variances: variances.slice(0, components),
    shares: variances.slice(0, components).map(each => total > 0 ? each / total : 0)
  }
}

const whiteningOptions = z.object({
  kind: z.enum(['zca', 'pca']).default('zca'),
  epsilon: nonnegative.default(1e-8)
})

/**
 * Whitening: columns become uncorrelated and of variance 1. `zca` stays nearest to the points as
 * they were, `pca` turns to the principal components.
 *
 * @param points - `[n]` or `[n, d]`
 * @param given - `kind`, `zca` by default; `epsilon`, the share of the largest variance that is
 *   added to each, 1e-8 by default, so that columns without variance are not blown up
 * @throws INPUT for what are no finite points; OPTION, UNKNOWN_OPTION
 */
export function whitening (
  points: GivenPoints | ArrayLike<number>,
  given: { readonly kind?: 'zca' | 'pca', readonly epsilon?: number } = {}
): LinearMap {
  const { kind, epsilon } = parseOptions('whitening', whiteningOptions, given)
  const { mean, variances, directions } = decomposed(tableOf('whitening', 'points', points))
  const floor = epsilon * variances[0]
  const scales = Array.from(variances, variance => Math.sqrt(variance + floor))
  const turned = (each: (scale: number) => number): Matrix =>
    Matrix.diag(scales.map(each)).mmul(directions)
  const forth = turned(scale => scale > 0 ? 1 / scale : 0)
  const back = turned(scale => scale).transpose()
  return kind === 'pca'
    ? linear('whitening', mean, forth, back)
    : linear('whitening', mean, directions.transpose().mmul(forth), back.mmul(directions))
}

interface Decomposed {
  readonly mean: Float64Array
  readonly variances: Float64Array
  readonly directions: Matrix
}

/** Variances from the largest, and the directions that have them, a row each. */
function decomposed (table: Table): Decomposed {
  const { width } = table
  const mean = meanOf(table)
  const matrix = Matrix.from1DArray(width, width, covarianceOf(table, mean))
  const { realEigenvalues, eigenvectorMatrix } =
    new EigenvalueDecomposition(matrix, { assumeSymmetric: true })
  const order = realEigenvalues.map((_, k) => k)
    .sort((a, b) => realEigenvalues[b] - realEigenvalues[a])
  const directions = new Matrix(order.map(k => {
    const column = eigenvectorMatrix.getColumn(k)
    const most = column.reduce((a, b) => Math.abs(b) > Math.abs(a) ? b : a)
    return column.map(entry => most < 0 ? -entry : entry)
  }))
  const variances = Float64Array.from(order, k => Math.max(0, realEigenvalues[k]))
  return { mean, variances, directions }
}

function linear (who: string, mean: Float64Array, forth: Matrix, back: Matrix): LinearMap {
  const rowsOf = (input: string, given: unknown, width: number): Table => {
    const table = tableOf(who, input, given)
    if (table.width === width) return table
    throw fail('INPUT', who, input, `must have ${width} numbers each`, table.width)
  }
  return {
    mean,
    matrix: { data: Float64Array.from(forth.to1DArray()), shape: [forth.rows, forth.columns] },
    apply: points => {
      const { data, size, width } = rowsOf('points', points, mean.length)
      return times(data.map((value, at) => value - mean[at % width]), size, forth)
    },
    undo: outputs => {
      const { data, size } = rowsOf('outputs', outputs, forth.rows)
      const { data: moved, shape } = times(data, size, back)
      return { data: moved.map((value, at) => value + mean[at % mean.length]), shape }
    }
  }
}

/** `[n, columns]` rows by the transpose of a map. */
function times (rows: Float64Array, size: number, map: Matrix): HostArray<Float64Array> {
  const entries = Float64Array.from(map.to1DArray())
  const data = new Float64Array(size * map.rows)
  for (let i = 0; i < size; i++) {
    for (let r = 0; r < map.rows; r++) {
      let sum = 0
      for (let k = 0; k < map.columns; k++)
        sum += entries[r * map.columns + k] * rows[i * map.columns + k]
      data[i * map.rows + r] = sum
    }
  }
  return { data, shape: [size, map.rows] }
}
