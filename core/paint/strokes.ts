import type { Blend, Layer, Plan, PoolRule, Region, Step } from '../contract/index.js'
import { fail } from '../errors.js'
import { columnsOf } from '../plan/columns.js'
import { isIdentity } from '../plan/layers.js'
import type { Rules } from '../plan/rules.js'
import { pick } from './strength.js'

/** A layer made ready to paint: at most one piece for every output. */
export interface Stroke<Live = unknown> {
  readonly pool: string | PoolRule
  /** Which row of the pool every piece shows. */
  readonly rows: Int32Array
  /** Which piece goes to every output; -1 where none does. */
  readonly pieceOf: Int32Array
  /** How many pieces the whole layer has. */
  readonly count: number
  /** Which row of the pool every piece of the whole layer shows. */
  readonly allRows: Int32Array
  /** Which entry of the layer's columns every piece stands for. */
  readonly entries: Int32Array
  readonly view: readonly Step[]
  readonly where: Region<Live> | undefined
  readonly blend: Blend
  readonly coefficient: Float64Array | Live
}

/**
 * The strokes of a plan, in the order they are painted. A layer with repeated outputs is painted in
 * rounds.
 */
export function strokes<Live> (plan: Plan<Live>, rules?: Rules): Array<Stroke<Live>> {
  return plan.layers.flatMap(layer => strokesOf(layer, plan.size, rules))
}

function strokesOf<Live> (layer: Layer<Live>, size: number, rules?: Rules): Array<Stroke<Live>> {
  const { rank } = layer.source ?? {}
  if (rank !== undefined) {
    throw fail(
      'PLAN', 'source.rank', 'must be made rows by its domain before it is painted', rank.by)
  }
  const { count, outputs, rows, coefficient } = columnsOf(layer, size, rules)
  return rounds(outputs, size).map(entries => {
    const pieceOf = new Int32Array(size).fill(-1)
    entries.forEach((entry, piece) => { pieceOf[outputs[entry]] = piece })
    return {
      pool: layer.source?.pool ?? 'batch',
      rows: entries.map(entry => rows[entry]),
      pieceOf,
      count,
      allRows: rows,
      entries,
      view: layer.view ?? [],
      where: layer.where,
      blend: layer.blend ?? 'over',
      coefficient: coefficient instanceof Float64Array
        ? pick(coefficient, entries) as Float64Array
        : coefficient
    }
  })
}

/** Splits the pieces of a layer so that within a round no output has two; their order is kept. */
function rounds (outputs: Int32Array, size: number): Int32Array[] {
  if (isIdentity(outputs, size)) return [outputs]
  const painted = new Int32Array(size)
  const found: number[][] = []
  outputs.forEach((output, entry) => {
    const round = painted[output]++
    if (found[round] === undefined) found[round] = []
    found[round].push(entry)
  })
  return found.map(entries => Int32Array.from(entries))
}

/** Whether a stroke puts a piece on every output. */
export function coversAll (stroke: Stroke): boolean {
  return stroke.pieceOf.every(piece => piece >= 0)
}
