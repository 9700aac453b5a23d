import { exponential, logarithm } from './elementary'
import { clear } from './runs'

/** Vectors that are added up as f32 before their sum goes to one of doubles. */
const RUN: usize = 64 * 16

/**
 * `out[i] = log Σ exp(scale · x)` over row i of all blocks.
 *
 * @param blocks - u32 numbers: the address and the bytes of a row of each
 * @param scale - above 0
 * @param hides - leaves out column i of row i of the first block
 */
export function logSumExpRows (
  out: usize, blocks: usize, count: usize, size: usize, scale: f32, hides: bool
): void {
  const end = blocks + 8 * count
  for (let i: usize = 0; i < size; i++) {
    let top: f32 = -Infinity
    for (let block = blocks; block < end; block += 8) {
      const bytes: usize = load<u32>(block, 4)
      const x = load<u32>(block) + i * bytes
      if (hides && block === blocks) {
        top = max(top, max(largest(x, x + 4 * i), largest(x + 4 * i + 4, x + bytes)))
      } else {
        top = max(top, largest(x, x + bytes))
      }
    }
    let sum: f64 = 0
    const shift = top * scale
    for (let block = blocks; block < end; block += 8) {
      const bytes: usize = load<u32>(block, 4)
      const x = load<u32>(block) + i * bytes
      if (hides && block === blocks) {
        sum += total(x, x + 4 * i, scale, shift) + total(x + 4 * i + 4, x + bytes, scale, shift)
      } else {
        sum += total(x, x + bytes, scale, shift)
      }
    }
    store<f32>(out + 4 * i, <f32>(<f64>shift + logarithm(sum)))
  }
}

/** `out[i, j] = exp(scale · x[i, j] - sums[i]) · scale · dy[i]`, and 0 where it is hidden. */
export function softmaxParts (
  out: usize, x: usize, sums: usize, dy: usize, size: usize, bytes: usize, scale: f32, hides: bool
): void {
  for (let i: usize = 0; i < size; i++) {
    const shift = load<f32>(sums + 4 * i)
    const factor = load<f32>(dy + 4 * i) * scale
    if (factor === 0) clear(out, bytes)
    else parts(out, x, bytes, scale, shift, factor)
    if (hides) store<f32>(out + 4 * i, 0)
    out += bytes
    x += bytes
  }
}

function largest (x: usize, end: usize): f32 {
  let tops = f32x4.splat(-Infinity)
  let others = tops
  for (; x + 32 <= end; x += 32) {
    tops = f32x4.pmax(tops, v128.load(x))
    others = f32x4.pmax(others, v128.load(x, 16))
  }
  tops = f32x4.pmax(tops, others)
  let top = max(max(f32x4.extract_lane(tops, 0), f32x4.extract_lane(tops, 1)),
    max(f32x4.extract_lane(tops, 2), f32x4.extract_lane(tops, 3)))
  for (; x < end; x += 4) top = max(top, load<f32>(x))
  return top
}

function total (x: usize, end: usize, scale: f32, shift: f32): f64 {
  const scales = f32x4.splat(scale)
  const shifts = f32x4.splat(shift)
  let sum: f64 = 0
  while (x + 16 <= end) {
    const stop = min(end, x + RUN)
    let sums = f32x4.splat(0)
    for (; x + 16 <= stop; x += 16)
      sums = f32x4.add(sums, exponential(f32x4.sub(f32x4.mul(v128.load(x), scales), shifts)))
    sum += <f64>f32x4.extract_lane(sums, 0) + <f64>f32x4.extract_lane(sums, 1) +
      <f64>f32x4.extract_lane(sums, 2) + <f64>f32x4.extract_lane(sums, 3)
  }
  for (; x < end; x += 4)
    sum += <f64>f32x4.extract_lane(exponential(f32x4.splat(load<f32>(x) * scale - shift)), 0)
  return sum
}

function parts (out: usize, x: usize, bytes: usize, scale: f32, shift: f32, factor: f32): void {
  const end = x + bytes
  const scales = f32x4.splat(scale)
  const shifts = f32x4.splat(shift)
  const factors = f32x4.splat(factor)
  for (; x + 16 <= end; x += 16) {
    const exponent = f32x4.sub(f32x4.mul(v128.load(x), scales), shifts)
    v128.store(out, f32x4.mul(exponential(exponent), factors))
    out += 16
  }
  for (; x < end; x += 4) {
    const exponent = f32x4.splat(load<f32>(x) * scale - shift)
    store<f32>(out, f32x4.extract_lane(exponential(exponent), 0) * factor)
    out += 4
  }
}
