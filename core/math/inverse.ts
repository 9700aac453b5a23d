/**
 * The inverse of a square matrix by Gauss-Jordan elimination, the largest entry of a column as its
 * pivot.
 *
 * @param matrix - rows of numbers
 * @returns rows; nothing where a pivot is exactly 0
 */
export function inverse (matrix: readonly Float64Array[]): Float64Array[] | undefined {
  const size = matrix.length
  // What is left of the matrix, and beside it what the same steps make of the identity.
  const rows = matrix.map((row, i) => {
    const wide = new Float64Array(2 * size)
    wide.set(row)
    wide[size + i] = 1
    return wide
  })
  for (let column = 0; column < size; column++) {
    const pivot = largest(rows, column)
    if (rows[pivot][column] === 0) return undefined
    const chosen = rows[pivot]
    rows[pivot] = rows[column]
    rows[column] = chosen
    eliminate(rows, column)
  }
  return rows.map(row => row.slice(size))
}

/** The row, from the one of this number on, with the largest entry in a column. */
function largest (rows: readonly Float64Array[], column: number): number {
  let best = column
  for (let i = column + 1; i < rows.length; i++) {
    if (Math.abs(rows[i][column]) > Math.abs(rows[best][column])) best = i
  }
  return best
}

/** Makes a column that of the identity, in every row. */
function eliminate (rows: readonly Float64Array[], column: number): void {
  const pivot = rows[column]
  const scale = pivot[column]
  for (let k = column; k < pivot.length; k++) pivot[k] /= scale
  rows.forEach((row, i) => {
    const factor = row[column]
    if (i === column || factor === 0) return
    for (let k = column; k < row.length; k++) row[k] -= factor * pivot[k]
  })
}
