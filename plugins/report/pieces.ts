import type { Layer, Plan } from '../../core/index.js'
import { RemixtureError, visibleShares } from '../../core/index.js'

/** A piece of one output: which row is shown, where, and how much of it stays visible. */
export interface Seen {
  readonly layer: Layer
  readonly piece: number
  readonly row: number
  /** 0 … 1; absent where the plan alone cannot tell. */
  readonly share: number | undefined
}

/** The pieces of every output, in the order they are painted. */
export function piecesOf (plan: Plan): Seen[][] {
  const shares = sharesOf(plan)
  const seen = Array.from({ length: plan.size }, (): Seen[] => [])
  plan.layers.forEach((layer, l) => {
    const { outputs, source } = layer
    const rows = source?.rows
    // Columns made by a rule are for rows made by the thousand; here they are left out.
    const on = outputs ?? Int32Array.from(seen, (_, i) => i)
    if (!(on instanceof Int32Array) || !(rows === undefined || rows instanceof Int32Array)) return
    on.forEach((output, piece) => {
      seen[output].push({ layer, piece, row: rows?.[piece] ?? piece, share: shares?.[l][piece] })
    })
  })
  return seen
}

function sharesOf (plan: Plan): Float64Array[] | undefined {
  try {
    return visibleShares(plan)
  } catch (error) {
    // Of pieces that are multiplied, say, no share is visible by itself.
    if (error instanceof RemixtureError && error.code === 'PLAN') return undefined
    throw error
  }
}
