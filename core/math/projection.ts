import { Matrix, pseudoInverse } from 'ml-matrix'
import type { HostArray } from '../contract/index.js'

/**
 * The orthogonal projection on the columns of a matrix, `A (AᵀA)⁺ Aᵀ`.
 *
 * Columns of nothing but zeros do not matter, and columns that depend on one another are no harm:
 * the inverse is the pseudo-inverse (Moore–Penrose), by ml-matrix.
 *
 * @param matrix - A, `[rows, columns]`, finite
 * @returns `[rows, rows]`, row-major, symmetric
 */
export function projection ({ data, shape: [rows, columns] }: HostArray): Float64Array {
  const matrix = new Matrix(rows, columns)
  for (let k = 0; k < data.length; k++) {
    matrix.set(Math.floor(k / columns), k % columns, data[k])
  }
  const onto = matrix.mmul(pseudoInverse(matrix))
  return Float64Array.from({ length: rows * rows }, (_, k) =>
    onto.get(Math.floor(k / rows), k % rows))
}
