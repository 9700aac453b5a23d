import { angle, cosine, sine } from './elementary'
import { dot } from './row-dots'
import { mix } from './runs'

/** As core/tensor/similarity/on-arc.ts says: where the series holds, and where rows are opposite. */
const NEAR: f64 = 1 - 1e-4
const OPPOSITE: f64 = -1 + 1e-6

/**
 * Rows on the arcs between others: `out[i] = slerp(x[i], y[i])`.
 *
 * @param far - f64 numbers: how far from x to y every row lies
 */
export function slerpRows (
  out: usize, x: usize, y: usize, far: usize, size: usize, bytes: usize
): void {
  for (let i: usize = 0; i < size; i++) {
    const l = load<f64>(far + 8 * i)
    const c: f64 = dot(x, y, bytes)
    mix(out, x, <f32>weight(c, 1 - l, true), y, <f32>weight(c, l, false), bytes)
    out += bytes
    x += bytes
    y += bytes
  }
}

/**
 * Its gradient by the rows x, or by y where `first` is 0: what their weight leaves of that of the
 * outputs, and the other row by what the cosine, on which both weights depend, has of it.
 */
export function slerpSlopes (
  out: usize, dy: usize, x: usize, y: usize, far: usize, size: usize, bytes: usize, first: bool
): void {
  for (let i: usize = 0; i < size; i++) {
    const l = load<f64>(far + 8 * i)
    const c: f64 = dot(x, y, bytes)
    const turn = slope(c, 1 - l) * <f64>dot(dy, x, bytes) + slope(c, l) * <f64>dot(dy, y, bytes)
    const straight = first ? weight(c, 1 - l, true) : weight(c, l, false)
    mix(out, dy, <f32>straight, first ? y : x, <f32>turn, bytes)
    out += bytes
    dy += bytes
    x += bytes
    y += bytes
  }
}

/** `out[i]`: the weight of a row by its cosine with the other, and its share of the arc. */
export function arcWeights (
  out: usize, cosines: usize, shares: usize, size: usize, first: bool
): void {
  for (let i: usize = 0; i < size; i++)
    store<f32>(out + 4 * i,
      <f32>weight(load<f32>(cosines + 4 * i), load<f64>(shares + 8 * i), first))
}

export function arcSlopes (out: usize, cosines: usize, shares: usize, size: usize): void {
  for (let i: usize = 0; i < size; i++)
    store<f32>(out + 4 * i, <f32>slope(load<f32>(cosines + 4 * i), load<f64>(shares + 8 * i)))
}

/** sin(l θ) / sin θ */
function weight (c: f64, l: f64, first: bool): f64 {
  if (c < OPPOSITE) return l > 0.5 || (l === 0.5 && first) ? 1 : 0
  if (c <= NEAR) {
    const theta = angle(c)
    return sine(l * theta) / sine(theta)
  }
  const rest = max<f64>(0, 1 - c)
  const u = rest * 2 + rest * rest / 3
  const second = (7 + l * l * (3 * l * l - 10)) / 360
  return l * (1 + u * ((1 - l * l) / 6 + u * second))
}

/** Its derivative by the cosine. */
function slope (c: f64, l: f64): f64 {
  if (c < OPPOSITE) return 0
  if (c > NEAR) return -l * (1 - l * l) / 3
  const theta = angle(c)
  const s = sine(theta)
  return (sine(l * theta) * c - l * cosine(l * theta) * s) / (s * s * s)
}
