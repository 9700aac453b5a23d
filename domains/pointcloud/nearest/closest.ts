/** The nearest points that were met so far, in the order of distances, equal ones by number. */
export interface Closest {
  readonly points: Int32Array
  readonly squares: Float64Array
  found: number
}

/** An empty list with room for so many. */
export function closest (many: number): Closest {
  return { points: new Int32Array(many), squares: new Float64Array(many), found: 0 }
}

/** The squared distance beyond which a point is of no interest. */
export function reach ({ squares, found }: Closest): number {
  return found < squares.length ? Infinity : squares[found - 1]
}

/** Puts a point in its place, if it is among the nearest. */
export function offer (list: Closest, point: number, square: number): void {
  const { points, squares } = list
  if (list.found < points.length) list.found++
  else if (!comesBefore(list, point, square, list.found - 1)) return
  let place = list.found - 1
  for (; place > 0 && comesBefore(list, point, square, place - 1); place--) {
    points[place] = points[place - 1]
    squares[place] = squares[place - 1]
  }
  points[place] = point
  squares[place] = square
}

function comesBefore (
  { points, squares }: Closest, point: number, square: number, place: number
): boolean {
  return square < squares[place] || (square === squares[place] && point < points[place])
}
