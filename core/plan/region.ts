import type { Boxes, Mask } from '../contract/index.js'

/**
 * How much of every cell of a grid a region shows, when the grid lies over the frame.
 *
 * A region is defined on the cells of the frame. On a coarser grid a cell shows the share of its
 * area that is seen, so that a plan painted on a feature map equals the pooled picture; on a finer
 * one it shows what its frame cell shows.
 */

/** The shares `[...grid]` of piece `piece` of a box region; `axes` and `frame` are the domain's. */
export function boxShares (
  where: Boxes, piece: number, axes: readonly string[], frame: readonly number[],
  grid: readonly number[]
): Float32Array {
  const spans = spansOf(where, piece, axes, frame)
  return outer(grid.map((cells, axis) => overlap(spans[axis], frame[axis], cells)))
}

/** The box of a piece along every axis of the domain. */
export function spansOf (
  where: Boxes, piece: number, axes: readonly string[], frame: readonly number[]
): Array<readonly [start: number, end: number]> {
  const count = where.axes.length
  const first = (where.start.length === count ? 0 : piece) * count
  return axes.map((axis, a) => {
    const k = where.axes.indexOf(axis)
    return k < 0 ? [0, frame[a]] : [where.start[first + k], where.end[first + k]]
  })
}

/** The share of every one of `cells` cells laid over `length` that lies in a span. */
function overlap (
  [start, end]: readonly [number, number], length: number, cells: number
): Float64Array {
  const scale = length / cells
  const shares = new Float64Array(cells)
  for (let cell = 0; cell < cells; cell++) {
    const covered = Math.min(end, (cell + 1) * scale) - Math.max(start, cell * scale)
    shares[cell] = Math.max(0, covered) / scale
  }
  return shares
}

function outer (sides: readonly Float64Array[]): Float32Array {
  let whole = Float64Array.of(1)
  for (const side of sides) {
    const next = new Float64Array(whole.length * side.length)
    for (let line = 0, at = 0; line < whole.length; line++)
      for (let k = 0; k < side.length; k++, at++) next[at] = whole[line] * side[k]
    whole = next
  }
  return new Float32Array(whole)
}

/**
 * The shares `[...grid]` of piece `piece` of a listed mask, whose axes stand in the domain's order.
 */
export function maskShares (
  where: Omit<Mask, 'levels'>, levels: Uint8Array | Float32Array, piece: number,
  axes: readonly string[], frame: readonly number[], grid: readonly number[]
): Float32Array {
  const size = where.grid.reduce((product, cells) => product * cells, 1)
  const first = levels.length === size ? 0 : piece * size
  let shares: Float32Array = Float32Array.from(
    levels.subarray(first, first + size), level => level / where.of)
  if (where.outside === true) shares = shares.map(share => 1 - share)
  const shape = axes.map(axis => cellsAlong(where, axis))
  axes.forEach((axis, a) => {
    if (shape[a] === grid[a] && grid[a] === frame[a]) return
    const cell = cellAt(where, axis, frame[a])
    shares = regrid(shares, shape, a, weightsOf(cell, frame[a], grid[a]), grid[a])
    shape[a] = grid[a]
  })
  return shares
}

/** How many cells a mask has along an axis; one if it does not name it. */
export function cellsAlong (where: Pick<Mask, 'axes' | 'grid'>, axis: string): number {
  const k = where.axes.indexOf(axis)
  return k < 0 ? 1 : where.grid[k]
}

/** Which cell of a mask a position on the frame falls into, along one axis. */
export function cellAt (
  where: Omit<Mask, 'levels'>, axis: string, length: number
): (position: number) => number {
  const cells = cellsAlong(where, axis)
  return where.tiled === true
    ? position => position % cells
    : position => Math.floor(position * cells / length)
}

/** For every cell of the grid, the mask cells it averages and their shares. */
function weightsOf (
  cell: (position: number) => number, length: number, cells: number
): ReadonlyArray<ReadonlyMap<number, number>> {
  const scale = length / cells
  return Array.from({ length: cells }, (_, k) => {
    const found = new Map<number, number>()
    for (let p = Math.floor(k * scale); p < Math.min(length, Math.ceil((k + 1) * scale)); p++) {
      const share = (Math.min(p + 1, (k + 1) * scale) - Math.max(p, k * scale)) / scale
      found.set(cell(p), (found.get(cell(p)) ?? 0) + share)
    }
    return found
  })
}

/** Replaces one axis of a row-major array by weighted means of its cells. */
function regrid (
  values: Float32Array, shape: readonly number[], axis: number,
  weights: ReadonlyArray<ReadonlyMap<number, number>>, cells: number
): Float32Array {
  const inner = shape.slice(axis + 1).reduce((product, n) => product * n, 1)
  const outerCount = values.length / (shape[axis] * inner)
  const result = new Float32Array(outerCount * cells * inner)
  for (let o = 0; o < outerCount; o++) {
    for (let k = 0; k < cells; k++) {
      for (const [from, share] of weights[k]) {
        const source = (o * shape[axis] + from) * inner
        const target = (o * cells + k) * inner
        for (let i = 0; i < inner; i++) result[target + i] += share * values[source + i]
      }
    }
  }
  return result
}
