import type { Plan } from '../../core/index.js'
import { columnsOf } from '../../core/plan/columns.js'

/** A row of a pool. */
export interface PoolRow { readonly pool: string, readonly row: number }

/** The row that every output began with: what was painted on it first, through a chain of plans. */
export function firstRows (plan: Plan<unknown>): PoolRow[] {
  const first = new Array<PoolRow | undefined>(plan.size).fill(undefined)
  plan.layers.forEach(layer => {
    const { outputs, rows } = columnsOf(layer, plan.size)
    const { pool = 'batch' } = layer.source ?? {}
    if (typeof pool !== 'string') return
    outputs.forEach((output, piece) => { first[output] ??= { pool, row: rows[piece] } })
  })
  // An output on which nothing is painted is zero, and belongs to whom it stands for.
  const known = first.map((each, row) => each ?? { pool: 'batch', row })
  if (plan.then === undefined) return known
  return firstRows(plan.then).map(each => each.pool === 'batch' ? known[each.row] : each)
}
