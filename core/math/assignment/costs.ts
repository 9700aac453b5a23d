/** Costs of a square assignment, a row at a time. */
export interface Costs {
  readonly size: number
  /** Costs of row i with every column; overwritten by the next call. */
  row (i: number): Float64Array
}

export function matrixCosts (matrix: Float64Array, size: number): Costs {
  return { size, row: i => matrix.subarray(i * size, (i + 1) * size) }
}

/** Distances of points, made when they are asked for: no matrix is held. */
export function pointCosts (
  a: Float64Array, b: Float64Array, size: number, squared: boolean
): Costs {
  const width = a.length / size
  const row = new Float64Array(size)
  // Coordinate by coordinate: a loop over memory in order
  const columns = Array.from({ length: width }, (_, k) =>
    Float64Array.from({ length: size }, (_, j) => b[j * width + k]))
  return {
    size,
    row: i => {
      row.fill(0)
      columns.forEach((column, k) => {
        const from = a[i * width + k]
        for (let j = 0; j < size; j++) row[j] += (column[j] - from) ** 2
      })
      if (!squared) for (let j = 0; j < size; j++) row[j] = Math.sqrt(row[j])
      return row
    }
  }
}
