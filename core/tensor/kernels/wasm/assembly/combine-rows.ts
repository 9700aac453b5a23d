import { clear, copy, mix, scale } from './runs'

/**
 * `out[i] = Σ coefficients[k] · row at addresses[k]`, in the order of k. Output i has the entries
 * from `firsts[i]` up to the next output's; without that list, `terms` of them. Outputs are written
 * in the order of `turns`.
 */
export function combineRows (
  out: usize, firsts: usize, addresses: usize, coefficients: usize, turns: usize, size: usize,
  terms: usize, bytes: usize
): void {
  for (let turn: usize = 0; turn < size; turn++) {
    const i: usize = turns === 0 ? turn : load<u32>(turns + turn * 4)
    let entry = i * terms
    if (firsts !== 0) {
      entry = load<u32>(firsts + i * 4)
      terms = load<u32>(firsts + i * 4, 4) - entry
    }
    sum(out + i * bytes, addresses + entry * 4, coefficients + entry * 4, terms, bytes)
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

function sum (
  out: usize, addresses: usize, coefficients: usize, terms: usize, bytes: usize
): void {
  if (terms === 0) {
    clear(out, bytes)
    return
  }
  const x: usize = load<u32>(addresses)
  const a = load<f32>(coefficients)
  if (terms === 1) {
    if (a === 1) copy(out, x, bytes)
    else scale(out, x, a, bytes)
  } else if (terms === 2) {
    mix(out, x, a, load<u32>(addresses, 4), load<f32>(coefficients, 4), bytes)
  } else {
    sumMany(out, addresses, coefficients, terms, bytes)
  }
}

/** Four vectors of all terms, then the next four: every output is written once. */
function sumMany (
  out: usize, addresses: usize, coefficients: usize, terms: usize, bytes: usize
): void {
  const last = terms * 4
  let at: usize = 0
  for (; at + 64 <= bytes; at += 64) {
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
  for (; at < bytes; at += 4) {
    let s = load<f32>(<usize>load<u32>(addresses) + at) * load<f32>(coefficients)
    for (let k: usize = 4; k < last; k += 4) {
      s += load<f32>(<usize>load<u32>(addresses + k) + at) * load<f32>(coefficients + k)
    }
    store<f32>(out + at, s)
  }
}
