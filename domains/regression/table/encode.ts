import { fail } from '../../../core/errors.js'
import type { ColumnSummary } from './cells.js'
import type { Layout } from './layout.js'
import type { Missing } from './options.js'

/** Puts the cells of rows where features, targets, weight and group are. */
export interface RowEncoder {
  /** Whether a row is used: one that lacks its target, or a feature under `drop`, is not. */
  uses (cells: Float64Array, at: number): boolean
  /** Writes the features of the row of cells that begins at `at`. */
  features (cells: Float64Array, at: number, into: Float64Array, start: number): void
  targets (cells: Float64Array, at: number, into: Float64Array, start: number): void
}

/**
 * @param medianOf - the median of a column of cells; asked for under `median` only, and only for
 *   columns in which something is missing
 * @throws FORMAT for a target or weight that is missing unless rows are dropped
 */
export function rowEncoder (
  source: string, layout: Layout, summaries: readonly ColumnSummary[], missing: Missing,
  medianOf: (cell: number) => number
): RowEncoder {
  const needed = [...layout.targets.map(({ cell }) => cell),
    ...layout.weight === undefined ? [] : [layout.weight]]
  for (const cell of needed) {
    const { name, missing: count, rows } = summaries[cell]
    if (count === 0 || missing === 'drop') continue
    throw fail('FORMAT', source, `column "${name}", the ${cell === layout.weight
      ? 'weight' : 'target'}, is missing in ${count} of ${rows} rows: fill it in, or drop them ` +
      'by "missing": drop')
  }
  const filled = layout.columns.map(({ cell, levels }) => {
    const { missing: count, mean } = summaries[cell]
    if (count === 0 || levels !== undefined) return NaN
    return missing === 'median' ? medianOf(cell) : mean
  })
  const strict = missing === 'drop' ? layout.columns.map(({ cell }) => cell) : []
  const isMissing = (cell: number, value: number): boolean =>
    Number.isNaN(value) || (summaries[cell].levels !== undefined && value < 0)
  return {
    uses: (cells, at) => [...needed, ...strict].every(cell => !isMissing(cell, cells[at + cell])),
    features: (cells, at, into, start) => {
      layout.columns.forEach(({ cell, start: first, features }, c) => {
        const value = cells[at + cell]
        if (features === undefined) into[start + first] = Number.isNaN(value) ? filled[c] : value
        else {
          const level = value < 0 ? features.length - 1 : value
          features.forEach(each => { into[start + first + each] = 0 })
          into[start + first + features[level]] = 1
        }
      })
    },
    targets: (cells, at, into, start) => {
      layout.targets.forEach(({ cell }, t) => { into[start + t] = cells[at + cell] })
    }
  }
}

/** The middle of some numbers, or half way between the two in the middle; NaN do not count. */
export function median (numbers: Float64Array): number {
  const sorted = numbers.filter(each => !Number.isNaN(each)).sort()
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}
