/** Runs of numbers next to each other, wherever they begin; lengths are in bytes. */

/** A whole vector, and four of them. */
const VECTOR: usize = 16
const FOUR: usize = 64

/** Copies. In V8 faster than memory.copy, on long runs and on short ones. */
export function copy (to: usize, from: usize, bytes: usize): void {
  const end = from + bytes
  while (from + FOUR <= end) {
    v128.store(to, v128.load(from))
    v128.store(to, v128.load(from, 16), 16)
    v128.store(to, v128.load(from, 32), 32)
    v128.store(to, v128.load(from, 48), 48)
    from += FOUR
    to += FOUR
  }
  while (from + VECTOR <= end) {
    v128.store(to, v128.load(from))
    from += VECTOR
    to += VECTOR
  }
  while (from + 4 <= end) {
    store<u32>(to, load<u32>(from))
    from += 4
    to += 4
  }
  while (from < end) {
    store<u8>(to, load<u8>(from))
    from++
    to++
  }
}

/**
 * A line of the base, of which the bytes from `left` to `right` are painted next. What streams
 * through is copied faster than two ends, unless little of it stays.
 */
export function surround (
  out: usize, base: usize, left: usize, right: usize, bytes: usize
): void {
  if (isWide(right - left, bytes)) {
    copy(out, base, left)
    copy(out + right, base + right, bytes - right)
  } else {
    copy(out, base, bytes)
  }
}

/** Whether a part is most of a line. */
@inline
export function isWide (part: usize, line: usize): bool {
  return part * 2 > line
}

/**
 * Reads what is needed next, from its first byte to its last: in order, so that the processor
 * fetches it ahead, which it does not where what is read has gaps.
 *
 * @returns a number that depends on all of it, so that no compiler leaves it out
 */
export function touch (x: usize, bytes: usize): i32 {
  let seen: i32 = 0
  for (let at: usize = 0; at < bytes; at += FOUR) seen |= load<i32>(x + at)
  return seen
}

export function clear (to: usize, bytes: usize): void {
  const end = to + bytes
  const nothing = f32x4.splat(0)
  while (to + FOUR <= end) {
    v128.store(to, nothing)
    v128.store(to, nothing, 16)
    v128.store(to, nothing, 32)
    v128.store(to, nothing, 48)
    to += FOUR
  }
  while (to + 4 <= end) {
    store<f32>(to, 0)
    to += 4
  }
  while (to < end) {
    store<u8>(to, 0)
    to++
  }
}

/** `out = a · x`; `out` may be `x`. */
export function scale (out: usize, x: usize, a: f32, bytes: usize): void {
  const end = x + bytes
  const factor = f32x4.splat(a)
  while (x + FOUR <= end) {
    v128.store(out, f32x4.mul(v128.load(x), factor))
    v128.store(out, f32x4.mul(v128.load(x, 16), factor), 16)
    v128.store(out, f32x4.mul(v128.load(x, 32), factor), 32)
    v128.store(out, f32x4.mul(v128.load(x, 48), factor), 48)
    x += FOUR
    out += FOUR
  }
  while (x < end) {
    store<f32>(out, load<f32>(x) * a)
    x += 4
    out += 4
  }
}

/** `out = a · x + b · y`, each product rounded; `out` may be `x` or `y`. */
export function mix (out: usize, x: usize, a: f32, y: usize, b: f32, bytes: usize): void {
  const end = x + bytes
  const first = f32x4.splat(a)
  const second = f32x4.splat(b)
  while (x + FOUR <= end) {
    v128.store(out, mixed(v128.load(x), first, v128.load(y), second))
    v128.store(out, mixed(v128.load(x, 16), first, v128.load(y, 16), second), 16)
    v128.store(out, mixed(v128.load(x, 32), first, v128.load(y, 32), second), 32)
    v128.store(out, mixed(v128.load(x, 48), first, v128.load(y, 48), second), 48)
    x += FOUR
    y += FOUR
    out += FOUR
  }
  while (x < end) {
    store<f32>(out, load<f32>(x) * a + load<f32>(y) * b)
    x += 4
    y += 4
    out += 4
  }
}

@inline
export function mixed (x: v128, a: v128, y: v128, b: v128): v128 {
  return f32x4.add(f32x4.mul(x, a), f32x4.mul(y, b))
}

/** `out += a · x` */
export function add (out: usize, x: usize, a: f32, bytes: usize): void {
  mix(out, out, 1, x, a, bytes)
}

/** `c · source + (1 - c) · out` over what is there; a copy where c is 1. */
@inline
export function lay (
  out: usize, base: usize, kept: f32, source: usize, shown: f32, copies: bool, bytes: usize
): void {
  if (copies) copy(out, source, bytes)
  else mix(out, base, kept, source, shown, bytes)
}

/** Both of two runs mixed with the other: `x = (1 - a) · x + a · y` and `y = (1 - b) · y + b · x`. */
export function mixBoth (x: usize, y: usize, a: f64, b: f64, bytes: usize): void {
  const end = x + bytes
  const ax = f32x4.splat(<f32>(1 - a))
  const ay = f32x4.splat(<f32>a)
  const by = f32x4.splat(<f32>(1 - b))
  const bx = f32x4.splat(<f32>b)
  while (x + 32 <= end) {
    const u = v128.load(x)
    const v = v128.load(y)
    const s = v128.load(x, 16)
    const t = v128.load(y, 16)
    v128.store(x, mixed(u, ax, v, ay))
    v128.store(y, mixed(v, by, u, bx))
    v128.store(x, mixed(s, ax, t, ay), 16)
    v128.store(y, mixed(t, by, s, bx), 16)
    x += 32
    y += 32
  }
  while (x < end) {
    const u = load<f32>(x)
    const v = load<f32>(y)
    store<f32>(x, u * <f32>(1 - a) + v * <f32>a)
    store<f32>(y, v * <f32>(1 - b) + u * <f32>b)
    x += 4
    y += 4
  }
}
