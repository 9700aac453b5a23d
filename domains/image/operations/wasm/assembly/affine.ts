/** A double whose lowest bits are those of a whole number that is added to it. */
const MAGIC: f64 = 6755399441055744

/**
 * An image seen through an affine map, bilinear, black outside: `affine.ts` says how. The output is
 * cleared before.
 */
export function affine (
  source: usize, out: usize, height: i32, width: i32, channels: i32,
  a: f64, b: f64, c: f64, d: f64, e: f64, f: f64
): void {
  const line = <usize>(width * channels)
  let to = out
  for (let y = 0; y < height; y++) {
    const middle = <f64>y + 0.5
    const columnOfY = b * middle, rowOfY = e * middle
    for (let x = 0; x < width; x++, to += channels) {
      const column = a * (<f64>x + 0.5) + columnOfY + c
      const row = d * (<f64>x + 0.5) + rowOfY + f
      if (!(column >= 0 && column < <f64>width && row >= 0 && row < <f64>height)) continue
      const wholeColumn = floor<f64>(column - 0.5), wholeRow = floor<f64>(row - 0.5)
      const right = column - 0.5 - wholeColumn, below = row - 0.5 - wholeRow
      const left = integer(wholeColumn), top = integer(wholeRow)
      const first = <usize>(max(left, 0) * channels)
      const second = <usize>(min(left + 1, width - 1) * channels)
      const upper = source + <usize>max(top, 0) * line
      const lower = top + 1 < height ? source + <usize>(top + 1) * line : upper
      if (channels === 3) {
        v128.store32_lane(to,
          three(upper + first, upper + second, lower + first, lower + second, right, below), 0)
        continue
      }
      for (let k: usize = 0; k < <usize>channels; k++) {
        const bytes = three(upper + first + k, upper + second + k, lower + first + k,
          lower + second + k, right, below)
        v128.store8_lane(to + k, bytes, 0)
      }
    }
  }
}

@inline
function integer (whole: f64): i32 {
  return <i32>reinterpret<i64>(whole + MAGIC)
}

/** Three bytes between those at four places, and a 0; a share of 0 leaves what it is. */
@inline
function three (a: usize, b: usize, c: usize, d: usize, right: f64, below: f64): v128 {
  const p = four(a), q = four(b)
  const across = f64x2.splat(right)
  let low = front(p), high = back(p)
  if (right !== 0) {
    low = mixed(low, front(q), across)
    high = mixed(high, back(q), across)
  }
  if (below !== 0) {
    const r = four(c), s = four(d)
    const down = f64x2.splat(below)
    low = mixed(low, mixed(front(r), front(s), across), down)
    high = mixed(high, mixed(back(r), back(s), across), down)
  }
  const whole = v128.shuffle<i32>(i32x4.trunc_sat_f64x2_s_zero(low),
    i32x4.trunc_sat_f64x2_s_zero(high), 0, 1, 4, 5)
  return v128.swizzle(whole, i8x16(0, 4, 8, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1))
}

/** Four bytes as integers. */
@inline
function four (place: usize): v128 {
  return v128.swizzle(v128.load32_zero(place),
    i8x16(0, -1, -1, -1, 1, -1, -1, -1, 2, -1, -1, -1, 3, -1, -1, -1))
}

@inline
function front (integers: v128): v128 {
  return f64x2.convert_low_i32x4_s(integers)
}

@inline
function back (integers: v128): v128 {
  return f64x2.convert_low_i32x4_s(v128.shuffle<i32>(integers, integers, 2, 3, 2, 3))
}

@inline
function mixed (from: v128, to: v128, share: v128): v128 {
  return f64x2.add(from, f64x2.mul(f64x2.sub(to, from), share))
}
