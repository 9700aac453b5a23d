/**
 * A column as it was read: numbers, NaN where one is missing; or, with `levels`, the numbers of
 * texts in that list, -1 where one is missing.
 */
export interface CellColumn {
  readonly name: string
  readonly levels?: readonly string[]
}

/** Rows of a table on the host, as they were read. */
export interface Cells {
  readonly columns: readonly CellColumn[]
  readonly rows: number
  /** `[rows, columns]`, row-major. */
  readonly data: Float64Array
}

/** What is known of a column once all of its rows went by. */
export interface ColumnSummary extends CellColumn {
  readonly rows: number
  readonly missing: number
  readonly mean: number
  readonly least: number
  readonly greatest: number
  /** Whole numbers only. */
  readonly whole: boolean
  /** Every number is one more than that of the row before. */
  readonly counting: boolean
}

/** Sums a column up, row by row. */
export interface Summing {
  add (cell: number): void
  /** @param column - its levels are known at the end only */
  end (column: CellColumn): ColumnSummary
}

export function summing (): Summing {
  let [rows, missing, mean] = [0, 0, 0]
  let [least, greatest, last] = [Infinity, -Infinity, NaN]
  let [whole, counting] = [true, true]
  return {
    add: cell => {
      rows++
      if (Number.isNaN(cell)) {
        missing++
        return
      }
      // A running mean: the sum of a million large numbers loses what they differ by
      mean += (cell - mean) / (rows - missing)
      if (cell < least) least = cell
      if (cell > greatest) greatest = cell
      if (whole && !Number.isInteger(cell)) whole = false
      if (counting && rows > 1 && cell !== last + 1) counting = false
      last = cell
    },
    end: ({ name, levels }) => ({
      name, ...levels && { levels }, rows, missing, mean, least, greatest, whole, counting
    })
  }
}

/** The summaries of rows that are there already. */
export function summariesOf ({ columns, rows, data }: Cells): ColumnSummary[] {
  const sums = columns.map(summing)
  for (let k = 0; k < rows * columns.length; k++) {
    const c = k % columns.length
    const cell = data[k]
    sums[c].add(columns[c].levels !== undefined && cell < 0 ? NaN : cell)
  }
  return sums.map((each, c) => each.end(columns[c]))
}
