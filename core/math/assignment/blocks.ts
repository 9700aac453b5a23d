import { sortedOrder } from '../order.js'

/** Rows of two sets of points that are matched with each other, as many of the one as the other. */
export interface Block { readonly a: Int32Array, readonly b: Int32Array }

/**
 * Cuts two sets of points into blocks that lie together: both are halved at their own median along
 * the axis on which they spread the most, until no block has more than `most`.
 */
export function blocksOf (
  a: Float64Array, b: Float64Array, width: number, block: Block, most: number
): Block[] {
  const count = block.a.length
  if (count <= most) return [block]
  const axis = widest([[a, block.a], [b, block.b]], width)
  const half = Math.floor(count / 2)
  const [lowA, highA] = halves(a, block.a, width, axis, half)
  const [lowB, highB] = halves(b, block.b, width, axis, half)
  return [{ a: lowA, b: lowB }, { a: highA, b: highB }]
    .flatMap(part => blocksOf(a, b, width, part, most))
}

function widest (
  sets: ReadonlyArray<readonly [points: Float64Array, rows: Int32Array]>, width: number
): number {
  const spreads = Array.from({ length: width }, (_, axis) => {
    let low = Infinity
    let high = -Infinity
    for (const [points, rows] of sets) {
      for (const row of rows) {
        low = Math.min(low, points[row * width + axis])
        high = Math.max(high, points[row * width + axis])
      }
    }
    return high - low
  })
  return spreads.indexOf(Math.max(...spreads))
}

function halves (
  points: Float64Array, rows: Int32Array, width: number, axis: number, half: number
): [Int32Array, Int32Array] {
  const order = sortedOrder(Float64Array.from(rows, row => points[row * width + axis]))
  const sorted = order.map(place => rows[place])
  return [sorted.slice(0, half), sorted.slice(half)]
}
