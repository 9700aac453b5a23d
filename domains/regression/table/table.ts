import { fail } from '../../../core/errors.js'
import type { Categories } from '../categorical.js'
import type { Cells } from './cells.js'
import { summariesOf } from './cells.js'
import type { DataSet, DataSetRows } from './data-set.js'
import { dataSet } from './data-set.js'
import { median, rowEncoder } from './encode.js'
import { layoutOf } from './layout.js'
import type { FeatureColumn } from './layout.js'
import type { TableOptions } from './options.js'
import { tableChoice } from './options.js'

/** A table: rows of features with real targets, on the host, in doubles. */
export interface Table extends DataSet {
  /** The file, or what it is called. */
  readonly name: string
  /** The name of every feature; a category has one a level, `colour=red`. */
  readonly features: readonly string[]
  readonly columns: readonly FeatureColumn[]
  readonly targets: readonly string[]
  /** For `categorical`, which makes a mixer carry categories as the table was told to. */
  readonly categories: Categories
  /** Which row of the file every row is, from 0: some may have been dropped. */
  readonly rows: Int32Array
  /** Some of its rows, in this order. */
  part (rows: ArrayLike<number>): Table
}

/**
 * A table from cells, by what its columns are.
 *
 * @param name - for errors
 * @throws FORMAT with a sentence that names the column and what to do about it; OPTION,
 *   UNKNOWN_OPTION, UNKNOWN_NAME
 */
export function tableOf (name: string, cells: Cells, options: TableOptions): Table {
  const choice = tableChoice('tableOf', options)
  const { columns, rows, data } = cells
  const width = columns.length
  const summaries = summariesOf(cells)
  const layout = layoutOf(name, summaries, choice)
  const column = (cell: number): Float64Array =>
    Float64Array.from({ length: rows }, (_, row) => data[row * width + cell])
  const encode = rowEncoder(name, layout, summaries, choice.missing, cell => median(column(cell)))
  const used = Int32Array.from({ length: rows }, (_, row) => row)
    .filter(row => encode.uses(data, row * width))
  if (used.length === 0) throw fail('FORMAT', name, 'has no row in which nothing is missing')
  const [features, targets] = [layout.features.length, layout.targets.length]
  const x = new Float64Array(used.length * features)
  const y = new Float64Array(used.length * targets)
  used.forEach((row, i) => {
    encode.features(data, row * width, x, i * features)
    encode.targets(data, row * width, y, i * targets)
  })
  const picked = (cell: number): Float64Array =>
    Float64Array.from(used, row => data[row * width + cell])
  return made({
    name, features: layout.features, columns: layout.columns, categories: layout.categories,
    targets: layout.targets.map(target => target.name), rows: used
  }, {
    x: { data: x, shape: [used.length, features] },
    y: { data: y, shape: targets === 1 ? [used.length] : [used.length, targets] },
    ...layout.weight !== undefined &&
      { weight: { data: picked(layout.weight), shape: [used.length] } },
    ...layout.group !== undefined && { group: Int32Array.from(picked(layout.group)) }
  })
}

type About = Pick<Table, 'name' | 'features' | 'columns' | 'targets' | 'categories' | 'rows'>

function made (about: About, rows: DataSetRows): Table {
  const set = dataSet(rows)
  return {
    ...about,
    ...set,
    part: chosen => {
      const wrong = Array.from(chosen).find(row => !Number.isInteger(row) || row < 0 ||
        row >= set.size)
      if (chosen.length === 0) throw fail('EMPTY_BATCH', about.name, 'rows')
      if (wrong !== undefined)
        throw fail('INPUT', about.name, 'rows', `must hold rows from 0 to ${set.size - 1}`, wrong)
      const index = Int32Array.from(chosen)
      const some = <D extends DataSetRows['x']>({ data, shape }: D): D => {
        const width = data.length / set.size
        const picked = new (data.constructor as Float64ArrayConstructor)(index.length * width)
        index.forEach((row, i) => {
          picked.set(data.subarray(row * width, (row + 1) * width), i * width)
        })
        return { data: picked, shape: [index.length, ...shape.slice(1)] } as unknown as D
      }
      return made({ ...about, rows: index.map(row => about.rows[row]) }, {
        x: some(rows.x),
        y: some(rows.y),
        ...rows.weight && { weight: some(rows.weight) },
        ...rows.group && { group: index.map(row => (rows.group as Int32Array)[row]) }
      })
    }
  }
}
