import type { Layer, Mask, Plan } from '../../../core/index.js'

/** A piece of an output: its layer, its place in it, its row, and how much a pixel shows of it. */
export interface Seen {
  readonly layer: number
  readonly piece: number
  readonly row: number
  share: number
}

/** What one pixel of an output shows, piece by piece, painted one after the other. */
export function seenAt (plan: Plan, output: number, y: number, x: number): Seen[] {
  const seen: Seen[] = []
  plan.layers.forEach((layer, l) => {
    const count = layer.outputs === undefined ? plan.size : (layer.outputs as Int32Array).length
    for (let piece = 0; piece < count; piece++) {
      const goesTo = layer.outputs === undefined ? piece : (layer.outputs as Int32Array)[piece]
      if (goesTo !== output) continue
      const share = coefficientOf(layer, piece) * shownAt(plan, layer, piece, [y, x])
      if (layer.blend !== 'sum') for (const before of seen) before.share *= 1 - share
      seen.push({ layer: l, piece, row: rowOf(layer, piece, output), share })
    }
  })
  return seen
}

/** A layer without a source shows row i on output i; a source without rows, row i as piece i. */
function rowOf ({ source }: Layer, piece: number, output: number): number {
  if (source === undefined) return output
  return source.rows === undefined ? piece : (source.rows as Int32Array)[piece]
}

function coefficientOf ({ coefficient = 1 }: Layer, piece: number): number {
  if (typeof coefficient === 'number') return coefficient
  const list = coefficient as Float64Array
  return list.length === 1 ? list[0] : list[piece]
}

/** How much of a piece its region lets through at a pixel. */
function shownAt (
  { axes, frame }: Plan, { where }: Layer, piece: number, at: readonly number[]
): number {
  if (where === undefined) return 1
  if (where.kind === 'boxes') {
    const each = where.axes.length
    const first = where.start.length / each === 1 ? 0 : piece * each
    for (let a = 0; a < each; a++) {
      const position = at[axes.indexOf(where.axes[a])]
      if (position < where.start[first + a] || position >= where.end[first + a]) return 0
    }
    return 1
  }
  const mask = where as Mask
  const cells = mask.grid.reduce((product, n) => product * n, 1)
  const levels = mask.levels as Uint8Array
  let cell = levels.length === cells ? 0 : piece
  mask.axes.forEach((axis, a) => {
    const length = frame[axes.indexOf(axis)]
    const position = at[axes.indexOf(axis)]
    const inside = mask.tiled === true
      ? position % mask.grid[a]
      : Math.floor(position * mask.grid[a] / length)
    cell = cell * mask.grid[a] + inside
  })
  const share = levels[cell] / mask.of
  return mask.outside === true ? 1 - share : share
}
