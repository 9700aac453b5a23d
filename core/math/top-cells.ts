/**
 * The shares of cells of which the largest `cells` are seen: 1, and 0 for all others. With a ramp
 * the last `ramp` of those, and as many after them, fall evenly from 1 to 0.
 *
 * Among equal values the first cells come first.
 *
 * @param ramp - at most `cells`, and at most what is left
 */
export function topCells (values: Float64Array, cells: number, ramp = 0): Float32Array {
  const shares = new Float32Array(values.length)
  if (ramp === 0) {
    mark(shares, values, cells)
    return shares
  }
  const order = Uint32Array.from(values, (_, k) => k)
  order.sort((a, b) => values[b] - values[a] || a - b)
  for (let k = 0; k < cells + ramp; k++) {
    const place = k - (cells - ramp)
    shares[order[k]] = place < 0 ? 1 : 1 - place / (2 * ramp - 1)
  }
  return shares
}

function mark (shares: Float32Array, values: Float64Array, cells: number): void {
  if (cells === 0) return
  const least = values.slice().sort()[values.length - cells]
  let ties = cells
  for (const value of values) if (value > least) ties--
  for (let k = 0; k < values.length; k++) {
    if (values[k] > least || (values[k] === least && ties-- > 0)) shares[k] = 1
  }
}
