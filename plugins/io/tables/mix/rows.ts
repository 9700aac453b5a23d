import type { Batch, HostArray, PoolReader } from '../../../../core/index.js'
import { Rng, live } from '../../../../core/index.js'
import { fail } from '../../../../core/errors.js'
import type { RowEncoder } from '../../../../domains/regression/table/encode.js'
import { median, rowEncoder } from '../../../../domains/regression/table/encode.js'
import { layoutOf } from '../../../../domains/regression/table/layout.js'
import type { Layout } from '../../../../domains/regression/table/layout.js'
import { checkShares, REST, splitOf } from '../../images/split.js'
import type { MixTableChoice } from './options.js'
import type { Spill } from './spill.js'

/** A batch on the host, in doubles. */
export interface TableBatch extends Batch<HostArray<Float64Array>> {
  readonly y: HostArray<Float64Array>
  readonly weight?: HostArray<Float64Array>
  readonly group?: Int32Array
  readonly index: Int32Array
}

/** The rows of a table that are mixed: targets in memory, features on disk. */
export interface TableRows {
  readonly layout: Layout
  /** Rows that can be used, in all splits. */
  readonly used: number
  /** Which row of the file every row is, from 0. */
  readonly rows: Int32Array
  /** Whom every row belongs to. */
  readonly group?: Int32Array
  readonly pool: PoolReader<TableBatch>
  /** Some rows as a batch. */
  batch (index: Int32Array): TableBatch
  /** The rows of an epoch, in the order that they are mixed in. */
  order (epoch: number): Int32Array
}

/**
 * @throws FORMAT with a sentence that names the column; OPTION for shares of splits; EMPTY_BATCH
 *   where nothing is left to be mixed
 */
export function tableRows (file: string, spill: Spill, choice: MixTableChoice): TableRows {
  checkShares('mixTable', choice.split)
  const { summaries } = spill
  const layout = layoutOf(file, summaries, choice)
  const encode = rowEncoder(file, layout, summaries, choice.missing,
    cell => median(spill.columns([cell])[0]))
  const { rows, used } = trainRows(spill, layout, encode, choice)
  if (rows.length === 0) throw fail('EMPTY_BATCH', `mixTable: ${file}`, REST)
  const [y, weight, group] = labelsOf(spill, layout, rows)
  const targets = layout.targets.length
  const shapeOf = (size: number): number[] => targets === 1 ? [size] : [size, targets]
  const batch = (index: Int32Array): TableBatch => {
    const size = index.length
    const width = layout.features.length
    const cells = spill.read(index.map(row => rows[row]))
    const x = new Float64Array(size * width)
    for (let i = 0; i < size; i++) encode.features(cells, i * summaries.length, x, i * width)
    return {
      x: { data: x, shape: [size, width] },
      y: { data: picked(y, index, targets), shape: shapeOf(size) },
      ...weight && { weight: { data: picked(weight, index, 1), shape: [size] } },
      ...group && { group: index.map(row => group[row]) },
      index
    }
  }
  return {
    layout, used, rows, batch, ...group && { group },
    pool: {
      facts: { size: rows.length, numbers: { data: y, shape: shapeOf(rows.length) } },
      // A pool has no index of its own
      take: index => ({ ...batch(index), index: undefined as never })
    },
    order: epoch => live(Rng(choice.seed).fork('order', epoch)).permutation('rows', rows.length)
  }
}

/** The rows that are mixed: those that can be used, and no split holds out. */
function trainRows (
  spill: Spill, layout: Layout, encode: RowEncoder, { split, seed }: MixTableChoice
): { readonly rows: Int32Array, readonly used: number } {
  const width = spill.summaries.length
  const kept = new Int32Array(spill.rows)
  const held = Object.keys(split).length > 0
  const { levels = [] } = layout.group === undefined ? {} : spill.summaries[layout.group]
  let [count, used] = [0, 0]
  for (let start = 0; start < spill.rows; start += BLOCK) {
    const size = Math.min(BLOCK, spill.rows - start)
    const cells = spill.read(Int32Array.from({ length: size }, (_, i) => start + i))
    for (let i = 0; i < size; i++) {
      if (!encode.uses(cells, i * width)) continue
      used++
      const owner = layout.group === undefined
        ? String(start + i)
        : `group ${levels[cells[i * width + layout.group]]}`
      if (!held || splitOf(owner, split, seed) === REST) kept[count++] = start + i
    }
  }
  return { rows: kept.slice(0, count), used }
}

const BLOCK = 4096

/** Targets, weights and groups of the rows, which stay in memory. */
function labelsOf (
  spill: Spill, { targets, weight, group }: Layout, rows: Int32Array
): [y: Float64Array, weight: Float64Array | undefined, group: Int32Array | undefined] {
  const others = [weight, group].filter(cell => cell !== undefined)
  const cells = [...targets.map(({ cell }) => cell), ...others]
  const columns = spill.columns(cells)
  const y = new Float64Array(rows.length * targets.length)
  rows.forEach((row, i) => {
    targets.forEach((_, t) => { y[i * targets.length + t] = columns[t][row] })
  })
  const columnAt = (cell: number | undefined): Float64Array | undefined =>
    cell === undefined ? undefined : columns[cells.lastIndexOf(cell)]
  const [weights, groups] = [columnAt(weight), columnAt(group)]
  return [y, weights && Float64Array.from(rows, row => weights[row]),
    groups && Int32Array.from(rows, row => groups[row])]
}

function picked (values: Float64Array, index: Int32Array, width: number): Float64Array {
  const some = new Float64Array(index.length * width)
  index.forEach((row, i) => {
    for (let k = 0; k < width; k++) some[i * width + k] = values[row * width + k]
  })
  return some
}
