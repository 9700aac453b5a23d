import type { Coordinates } from '../points.js'

/** As many points of one cloud as of another, which lie together. */
export interface Leaf { readonly own: Int32Array, readonly other: Int32Array }

/**
 * Cuts two clouds into leaves: both are halved at their own median along the axis on which they
 * spread most, until none has more than `most` points.
 */
export function * leaves (a: Coordinates, b: Coordinates, most: number): Generator<Leaf> {
  const [own, other] = [a, b].map(points =>
    Int32Array.from({ length: points.length / 3 }, (_, k) => k))
  const waiting: Leaf[] = [{ own, other }]
  for (let leaf = waiting.pop(); leaf !== undefined; leaf = waiting.pop()) {
    const count = leaf.own.length
    if (count <= most) {
      yield leaf
      continue
    }
    const axis = widest(a, b, leaf)
    const half = count >> 1
    divide(a, leaf.own, axis, half)
    divide(b, leaf.other, axis, half)
    waiting.push({ own: leaf.own.subarray(half), other: leaf.other.subarray(half) },
      { own: leaf.own.subarray(0, half), other: leaf.other.subarray(0, half) })
  }
}

function widest (a: Coordinates, b: Coordinates, { own, other }: Leaf): number {
  const spreads = [0, 1, 2].map(axis => {
    let [low, high] = [Infinity, -Infinity]
    for (const [points, rows] of [[a, own], [b, other]] as const) {
      for (let k = 0; k < rows.length; k++) {
        const value = points[3 * rows[k] + axis]
        if (value < low) low = value
        if (value > high) high = value
      }
    }
    return high - low
  })
  return spreads.indexOf(Math.max(...spreads))
}

/** Puts the rows with the `half` least numbers first, in any order (Hoare, 1961). */
export function divide (points: Coordinates, rows: Int32Array, axis: number, half: number): void {
  let [from, to] = [0, rows.length - 1]
  while (from < to) {
    const pivot = points[3 * rows[from + to >> 1] + axis]
    let [i, j] = [from, to]
    while (i <= j) {
      while (points[3 * rows[i] + axis] < pivot) i++
      while (points[3 * rows[j] + axis] > pivot) j--
      if (i > j) break
      const row = rows[i]
      rows[i++] = rows[j]
      rows[j--] = row
    }
    if (half <= j) to = j
    else if (half >= i) from = i
    else return
  }
}
