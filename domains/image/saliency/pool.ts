import type { Maps } from '../signals/given.js'

/** The first pixel of every cell along a side, and its length: pixel p is in cell ⌊p·n/length⌋. */
export function cellEdges (cells: number, length: number): Int32Array {
  return Int32Array.from({ length: cells + 1 }, (_, cell) => Math.ceil(cell * length / cells))
}

/**
 * What cells hold of a map on average, as shares that sum to 1; even ones where it holds nothing.
 *
 * @returns `[rows · columns]`
 */
export function cellShares (
  map: Maps['data'], [height, width]: readonly number[], [rows, columns]: readonly number[]
): Float64Array {
  const [down, across] = [cellEdges(rows, height), cellEdges(columns, width)]
  const shares = new Float64Array(rows * columns)
  let total = 0
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0
      for (let y = down[row]; y < down[row + 1]; y++) {
        for (let k = y * width + across[column]; k < y * width + across[column + 1]; k++)
          sum += map[k]
      }
      const area = (down[row + 1] - down[row]) * (across[column + 1] - across[column])
      total += shares[row * columns + column] = sum / area
    }
  }
  if (!(total > 0)) return shares.fill(1 / shares.length)
  for (let k = 0; k < shares.length; k++) shares[k] /= total
  return shares
}
