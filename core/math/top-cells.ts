import { selected } from './order.js'

/**
 * The shares of cells of which the largest `cells` are seen: 1, and 0 for all others. With a ramp
 * the last `ramp` of those, and as many after them, fall evenly from 1 to 0.
 *
 * Among equal values the first cells come first. Without a ramp shares are bytes.
 *
 * @param ramp - at most `cells`, and at most what is left
 */
export function topCells (
  values: Float64Array, cells: number, ramp = 0
): Float32Array | Uint8Array {
  if (ramp === 0) return mark(values, cells)
  const shares = new Float32Array(values.length)
  const order = Uint32Array.from(values, (_, k) => k)
  order.sort((a, b) => values[b] - values[a] || a - b)
  for (let k = 0; k < cells + ramp; k++) {
    const place = k - (cells - ramp)
    shares[order[k]] = place < 0 ? 1 : 1 - place / (2 * ramp - 1)
  }
  return shares
}

function mark (values: Float64Array, cells: number): Uint8Array {
  const seen = new Uint8Array(values.length)
  if (cells === 0) return seen
  const least = selected(values, values.length - cells)
  let ties = cells
  for (let k = 0; k < values.length; k++) {
    if (values[k] > least) {
      seen[k] = 1
      ties--
    }
  }
  for (let k = 0; ties > 0; k++) {
    if (values[k] === least) {
      seen[k] = 1
      ties--
    }
  }
  return seen
}
