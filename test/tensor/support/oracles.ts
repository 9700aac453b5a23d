/** Naive versions: nested loops over flat arrays, every product and sum rounded to float32. */

const round = Math.fround

export interface Rows { readonly data: ArrayLike<number>, readonly shape: readonly number[] }

export function rowSize ({ shape }: Rows): number {
  return shape.slice(1).reduce((product, length) => product * length, 1)
}

export function take (x: Rows, rows: ArrayLike<number>): number[] {
  const size = rowSize(x)
  return Array.from(rows).flatMap(row => Array.from({ length: size },
    (_, j) => x.data[row * size + j]))
}

export function combine (
  x: Rows, outputs: ArrayLike<number>, rows: ArrayLike<number>,
  coefficients: ArrayLike<number>, count: number
): number[] {
  const size = rowSize(x)
  const out = Array<number>(count * size).fill(0)
  for (let k = 0; k < outputs.length; k++) {
    for (let j = 0; j < size; j++) {
      const at = outputs[k] * size + j
      out[at] = round(out[at] + round(round(coefficients[k]) * x.data[rows[k] * size + j]))
    }
  }
  return out
}

interface Term {
  readonly x: Rows
  row (i: number): number
  coefficient (i: number): number
}

export function mix (terms: readonly Term[], count: number): number[] {
  const size = rowSize(terms[0].x)
  const out: number[] = []
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < size; j++) {
      const products = terms.map(({ x, row, coefficient }) =>
        round(round(coefficient(i)) * x.data[row(i) * size + j]))
      out.push(products.reduce((sum, product) => round(sum + product)))
    }
  }
  return out
}

/** `(1 - share) · base + share · source` where the share is not 0; a copy where it is 1. */
export function lay (base: number, source: number, share: number): number {
  if (share === 0) return base
  if (share === 1) return source
  return round(round(base * round(1 - share)) + round(source * round(share)))
}

/** The share of output i at a place given by its coordinates on all axes after the first. */
export function over (
  base: Rows, source: Rows, row: (i: number) => number, share: (i: number,
    at: readonly number[]) => number
): number[] {
  const size = rowSize(base)
  return Array.from(base.data, (value, k) => {
    const i = Math.floor(k / size)
    const at = coordinates(k % size, base.shape.slice(1))
    return lay(value, source.data[row(i) * size + k % size], share(i, at))
  })
}

export function coordinates (index: number, shape: readonly number[]): number[] {
  const at: number[] = []
  let left = index
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    at.unshift(left % shape[axis])
    left = Math.floor(left / shape[axis])
  }
  return at
}

/** One channel of a picture at a place between its cells. */
export type Picture = (y: number, x: number) => number

export function lookNearest (
  picture: Picture, y: number, x: number, from: readonly number[], to: readonly number[]
): number {
  return picture(Math.floor(y * from[0] / to[0]), Math.floor(x * from[1] / to[1]))
}

export function lookBilinear (
  picture: Picture, y: number, x: number, from: readonly number[], to: readonly number[],
  corners: boolean
): number {
  const place = (at: number, axis: number): number => {
    if (corners) return to[axis] === 1 ? 0 : at * (from[axis] - 1) / (to[axis] - 1)
    return Math.min(from[axis] - 1, Math.max(0, (at + 0.5) * from[axis] / to[axis] - 0.5))
  }
  const [v, u] = [place(y, 0), place(x, 1)]
  const [top, left] = [Math.floor(v), Math.floor(u)]
  let sum = 0
  for (const down of [0, 1]) {
    for (const right of [0, 1]) {
      const byRow = down === 0 ? 1 - (v - top) : v - top
      const byColumn = right === 0 ? 1 - (u - left) : u - left
      if (byRow * byColumn > 0) sum += byRow * byColumn * picture(top + down, left + right)
    }
  }
  return sum
}
