import { clear, copy, mix, scale } from './runs'

/** Two outputs are made at once in parts of so many bytes: such parts lie in the nearest cache. */
const PART: usize = 1536

/**
 * `out[i] = Σ coefficients[k] · row at addresses[k]`, in the order of k. Output i has the entries
 * from `firsts[i]` up to the next output's; without that list, `terms` of them.
 *
 * @param pairs - two outputs that are made at once, `[count, 2]`; one alone stands twice. Without
 *   them, `count` outputs are made one after the other
 */
export function combineRows (
  out: usize, firsts: usize, addresses: usize, coefficients: usize, pairs: usize, count: usize,
  terms: usize, bytes: usize
): void {
  for (let k: usize = 0; k < count; k++) {
    const i: usize = pairs === 0 ? k : load<u32>(pairs + k * 8)
    const j: usize = pairs === 0 ? k : load<u32>(pairs + k * 8, 4)
    let entry = i * terms
    if (firsts !== 0) {
      entry = load<u32>(firsts + i * 4)
      terms = load<u32>(firsts + i * 4, 4) - entry
    }
    const other = j * terms * 4
    const part = i === j ? bytes : PART
    for (let from: usize = 0; from < bytes; from += part) {
      const to = min(from + part, bytes)
      sum(out + i * bytes, addresses + entry * 4, coefficients + entry * 4, terms, from, to)
      if (i !== j) sum(out + j * bytes, addresses + other, coefficients + other, terms, from, to)
    }
  }
}

/** `out[i] = row at addresses[i]`, whatever it holds. */
export function copyRows (out: usize, addresses: usize, size: usize, bytes: usize): void {
  for (let i: usize = 0; i < size; i++) {
    copy(out, load<u32>(addresses + i * 4), bytes)
    out += bytes
  }
}

/** `out[i] = coefficients[i] · row at addresses[i]` */
export function weighRows (
  out: usize, addresses: usize, coefficients: usize, size: usize, bytes: usize
): void {
  for (let i: usize = 0; i < size; i++) {
    scale(out, load<u32>(addresses + i * 4), load<f32>(coefficients + i * 4), bytes)
    out += bytes
  }
}

/** Bytes `from` … `to` of an output. */
function sum (
  out: usize, addresses: usize, coefficients: usize, terms: usize, from: usize, to: usize
): void {
  const bytes = to - from
  if (terms === 0) {
    clear(out + from, bytes)
    return
  }
  const x = <usize>load<u32>(addresses) + from
  const a = load<f32>(coefficients)
  if (terms === 1) {
    if (a === 1) copy(out + from, x, bytes)
    else scale(out + from, x, a, bytes)
  } else if (terms === 2) {
    mix(out + from, x, a, <usize>load<u32>(addresses, 4) + from, load<f32>(coefficients, 4), bytes)
  } else {
    sumMany(out, addresses, coefficients, terms, from, to)
  }
}

/** Four vectors of all terms, then the next four: every output is written once. */
function sumMany (
  out: usize, addresses: usize, coefficients: usize, terms: usize, from: usize, to: usize
): void {
  const last = terms * 4
  let at = from
  for (; at + 64 <= to; at += 64) {
    let x = <usize>load<u32>(addresses) + at
    let a = v128.load32_splat(coefficients)
    let s0 = f32x4.mul(v128.load(x), a)
    let s1 = f32x4.mul(v128.load(x, 16), a)
    let s2 = f32x4.mul(v128.load(x, 32), a)
    let s3 = f32x4.mul(v128.load(x, 48), a)
    for (let k: usize = 4; k < last; k += 4) {
      x = <usize>load<u32>(addresses + k) + at
      a = v128.load32_splat(coefficients + k)
      s0 = f32x4.add(s0, f32x4.mul(v128.load(x), a))
      s1 = f32x4.add(s1, f32x4.mul(v128.load(x, 16), a))
      s2 = f32x4.add(s2, f32x4.mul(v128.load(x, 32), a))
      s3 = f32x4.add(s3, f32x4.mul(v128.load(x, 48), a))
    }
    v128.store(out + at, s0)
    v128.store(out + at, s1, 16)
    v128.store(out + at, s2, 32)
    v128.store(out + at, s3, 48)
  }
  for (; at < to; at += 4) {
    let s = load<f32>(<usize>load<u32>(addresses) + at) * load<f32>(coefficients)
    for (let k: usize = 4; k < last; k += 4) {
      s += load<f32>(<usize>load<u32>(addresses + k) + at) * load<f32>(coefficients + k)
    }
    store<f32>(out + at, s)
  }
}
