/** Three vectors, within which 1, 2, 3, 4, 6 or 12 channels repeat. */
const VECTORS: usize = 12
/** Bytes that are read at a time. */
const STEP: usize = 48

/**
 * One output: `Σ coefficients[k] · (factors · bytes - offsets)` over `terms` rows of bytes that lie
 * one after the other. The pattern is `period` factors, and as many offsets.
 *
 * @param count - bytes in a row
 */
export function normalizeRow (
  out: usize, rows: usize, coefficients: usize, terms: usize, pattern: usize,
  period: usize, count: usize
): void {
  const a = load<f32>(coefficients)
  if (terms === 1 && a === 1 && period === VECTORS) single(out, rows, pattern, count)
  else if (terms === 2 && period === VECTORS) {
    double(out, rows, rows + count, a, load<f32>(coefficients, 4), pattern, count)
  } else {
    weighted(out, rows, a, pattern, period * 4, count, false)
    for (let k: usize = 1; k < terms; k++) {
      weighted(out, rows + k * count, load<f32>(coefficients + k * 4), pattern, period * 4, count,
        true)
    }
  }
}

function single (out: usize, from: usize, pattern: usize, count: usize): void {
  const end = from + count
  const f0 = v128.load(pattern)
  const f1 = v128.load(pattern, 16)
  const f2 = v128.load(pattern, 32)
  const o0 = v128.load(pattern, 48)
  const o1 = v128.load(pattern, 64)
  const o2 = v128.load(pattern, 80)
  while (from + STEP <= end) {
    let bytes = v128.load(from)
    v128.store(out, f32x4.sub(f32x4.mul(numbers(bytes, 0), f0), o0))
    v128.store(out, f32x4.sub(f32x4.mul(numbers(bytes, 1), f1), o1), 16)
    v128.store(out, f32x4.sub(f32x4.mul(numbers(bytes, 2), f2), o2), 32)
    v128.store(out, f32x4.sub(f32x4.mul(numbers(bytes, 3), f0), o0), 48)
    bytes = v128.load(from, 16)
    v128.store(out, f32x4.sub(f32x4.mul(numbers(bytes, 0), f1), o1), 64)
    v128.store(out, f32x4.sub(f32x4.mul(numbers(bytes, 1), f2), o2), 80)
    v128.store(out, f32x4.sub(f32x4.mul(numbers(bytes, 2), f0), o0), 96)
    v128.store(out, f32x4.sub(f32x4.mul(numbers(bytes, 3), f1), o1), 112)
    bytes = v128.load(from, 32)
    v128.store(out, f32x4.sub(f32x4.mul(numbers(bytes, 0), f2), o2), 128)
    v128.store(out, f32x4.sub(f32x4.mul(numbers(bytes, 1), f0), o0), 144)
    v128.store(out, f32x4.sub(f32x4.mul(numbers(bytes, 2), f1), o1), 160)
    v128.store(out, f32x4.sub(f32x4.mul(numbers(bytes, 3), f2), o2), 176)
    from += STEP
    out += 192
  }
  for (let at: usize = 0; from < end; from++, out += 4) {
    store<f32>(out, <f32>load<u8>(from) * load<f32>(pattern + at) - load<f32>(pattern + at, 48))
    at = at === 44 ? 0 : at + 4
  }
}

function double (
  out: usize, x: usize, y: usize, a: f32, b: f32, pattern: usize, count: usize
): void {
  const end = x + count
  const p = f32x4.splat(a)
  const q = f32x4.splat(b)
  const f0 = v128.load(pattern)
  const f1 = v128.load(pattern, 16)
  const f2 = v128.load(pattern, 32)
  const o0 = v128.load(pattern, 48)
  const o1 = v128.load(pattern, 64)
  const o2 = v128.load(pattern, 80)
  while (x + STEP <= end) {
    let u = v128.load(x)
    let v = v128.load(y)
    v128.store(out, both(numbers(u, 0), numbers(v, 0), f0, o0, p, q))
    v128.store(out, both(numbers(u, 1), numbers(v, 1), f1, o1, p, q), 16)
    v128.store(out, both(numbers(u, 2), numbers(v, 2), f2, o2, p, q), 32)
    v128.store(out, both(numbers(u, 3), numbers(v, 3), f0, o0, p, q), 48)
    u = v128.load(x, 16)
    v = v128.load(y, 16)
    v128.store(out, both(numbers(u, 0), numbers(v, 0), f1, o1, p, q), 64)
    v128.store(out, both(numbers(u, 1), numbers(v, 1), f2, o2, p, q), 80)
    v128.store(out, both(numbers(u, 2), numbers(v, 2), f0, o0, p, q), 96)
    v128.store(out, both(numbers(u, 3), numbers(v, 3), f1, o1, p, q), 112)
    u = v128.load(x, 32)
    v = v128.load(y, 32)
    v128.store(out, both(numbers(u, 0), numbers(v, 0), f2, o2, p, q), 128)
    v128.store(out, both(numbers(u, 1), numbers(v, 1), f0, o0, p, q), 144)
    v128.store(out, both(numbers(u, 2), numbers(v, 2), f1, o1, p, q), 160)
    v128.store(out, both(numbers(u, 3), numbers(v, 3), f2, o2, p, q), 176)
    x += STEP
    y += STEP
    out += 192
  }
  for (let at: usize = 0; x < end; x++, y++, out += 4) {
    const factor = load<f32>(pattern + at)
    const offset = load<f32>(pattern + at, 48)
    const left = (<f32>load<u8>(x) * factor - offset) * a
    store<f32>(out, left + (<f32>load<u8>(y) * factor - offset) * b)
    at = at === 44 ? 0 : at + 4
  }
}

@inline
function both (u: v128, v: v128, factor: v128, offset: v128, a: v128, b: v128): v128 {
  return f32x4.add(f32x4.mul(f32x4.sub(f32x4.mul(u, factor), offset), a),
    f32x4.mul(f32x4.sub(f32x4.mul(v, factor), offset), b))
}

/** Any number of terms: each is added to what is there, a piece of the row at a time. */
function weighted (
  out: usize, from: usize, a: f32, pattern: usize, period: usize, count: usize, adds: bool
): void {
  let at: usize = 0
  for (const end = from + count; from < end; from++, out += 4) {
    const offset = load<f32>(pattern + period + at)
    const value = (<f32>load<u8>(from) * load<f32>(pattern + at) - offset) * a
    store<f32>(out, adds ? load<f32>(out) + value : value)
    at = at + 4 === period ? 0 : at + 4
  }
}

/** Four of sixteen bytes as numbers; signed, since of that processors have an instruction. */
@inline
function numbers (bytes: v128, which: i32): v128 {
  const words = which < 2 ? i16x8.extend_low_i8x16_u(bytes) : i16x8.extend_high_i8x16_u(bytes)
  return f32x4.convert_i32x4_s(which % 2 === 0
    ? i32x4.extend_low_i16x8_u(words)
    : i32x4.extend_high_i16x8_u(words))
}
