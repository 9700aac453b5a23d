import type { Plan } from '../../core/contract/index.js'

/** An image, a wave, a row: its cells in row-major order. */
export type Row = readonly number[]

/**
 * Paints a plan of over and sum layers, everywhere or in boxes, cell by cell and piece by piece,
 * as the contract tells it: an output starts empty and its pieces are painted on it in order.
 */
export function paint (plan: Plan, batch: readonly Row[]): Row[] {
  const painted = Array.from({ length: plan.size }, (_, output) =>
    Array.from(batch[0], (_, cell) => paintCell(plan, batch, output, cell)))
  return plan.then === undefined ? painted : paint(plan.then, painted)
}

function paintCell (plan: Plan, batch: readonly Row[], output: number, cell: number): number {
  let there = 0
  for (const { source, outputs, where, blend = 'over', coefficient = 1 } of plan.layers) {
    const listed = outputs as Int32Array | undefined
    const count = listed?.length ?? plan.size
    for (let piece = 0; piece < count; piece++) {
      if ((listed?.[piece] ?? piece) !== output) continue
      if (where?.kind === 'boxes' && !isInside(where, piece, plan, cell)) continue
      const rows = source?.rows as Int32Array | undefined
      const row = rows === undefined ? piece : rows[rows.length === 1 ? 0 : piece]
      const column = coefficient as number | Float64Array
      const share = typeof column === 'number' ? column : column[column.length === 1 ? 0 : piece]
      const seen = share * batch[row][cell]
      there = blend === 'sum' ? there + seen : there * (1 - share) + seen
    }
  }
  return there
}

interface Box {
  readonly axes: readonly string[]
  readonly start: Int32Array
  readonly end: Int32Array
}

function isInside ({ axes, start, end }: Box, piece: number, plan: Plan, cell: number): boolean {
  const first = start.length === axes.length ? 0 : piece * axes.length
  let rest = cell
  const at = plan.frame.map(() => 0)
  for (let axis = plan.frame.length - 1; axis >= 0; axis--) {
    at[axis] = rest % plan.frame[axis]
    rest = Math.floor(rest / plan.frame[axis])
  }
  return axes.every((name, k) => {
    const position = at[plan.axes.indexOf(name)]
    return position >= start[first + k] && position < end[first + k]
  })
}
