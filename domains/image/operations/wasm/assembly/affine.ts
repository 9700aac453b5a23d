/** A double whose lowest bits are those of a whole number that is added to it. */
const MAGIC: f64 = 6755399441055744
/** A float whose lowest byte is that of a whole number that is added to it. */
const MAGIC_FLOAT: f32 = 8388608
/** More than floats are off of doubles here. */
const UNSURE: f32 = 0.0009765625

/**
 * An image seen through an affine map, bilinear, black outside: `affine.ts` says how. The output is
 * cleared before. Along a line, pixels that see the image follow each other, and so do those whose
 * neighbours all lie in it: these are found from both ends, and looked at no more.
 */
export function affine (
  source: usize, out: usize, height: i32, width: i32, channels: i32,
  a: f64, b: f64, c: f64, d: f64, e: f64, f: f64
): void {
  const line = width * channels
  const byX = pair(a, d), start = pair(c, f)
  const sides = pair(<f64>width, <f64>height), last = f64x2.sub(sides, f64x2.splat(1))
  for (let y = 0; y < height; y++, out += line) {
    const middle = <f64>y + 0.5
    const ofY = pair(b * middle, e * middle)
    let from = 0, to = width
    while (from < to && !within(seen(from, byX, ofY, start), sides)) from++
    while (from < to && !within(seen(to - 1, byX, ofY, start), sides)) to--
    let inner = from, rest = to
    if (channels !== 3) inner = to
    while (inner < rest && !within(placed(inner, byX, ofY, start), last)) inner++
    while (inner < rest && !within(placed(rest - 1, byX, ofY, start), last)) rest--
    let x = from
    for (; x < inner; x++) {
      edge(source, out + x * channels, width, height, channels, placed(x, byX, ofY, start))
    }
    // A map that leaves lines or columns as they are has no share along them
    const aside = x < rest ? f64x2.sub(placed(x, byX, ofY, start),
      f64x2.floor(placed(x, byX, ofY, start))) : byX
    const onColumns = a === 1 && b === 0 && f64x2.extract_lane(aside, 0) === 0
    const onLine = d === 0 && f64x2.extract_lane(aside, 1) === 0
    let middles = f64x2.splat(<f64>x + 0.5)
    for (; x < rest; x++) {
      const place = f64x2.sub(mapped(middles, byX, ofY, start), f64x2.splat(0.5))
      middles = f64x2.add(middles, f64x2.splat(1))
      const whole = f64x2.floor(place)
      const integers = f64x2.add(whole, f64x2.splat(MAGIC))
      const upper = source + <usize>(i32x4.extract_lane(integers, 2) * line +
        i32x4.extract_lane(integers, 0) * 3)
      v128.store32_lane(out + x * 3, quick(upper, upper + line, f64x2.sub(place, whole),
        onColumns, onLine), 0)
    }
    for (; x < to; x++) {
      edge(source, out + x * channels, width, height, channels, placed(x, byX, ofY, start))
    }
  }
}

/** Where an output pixel looks, `[across, down]`. */
@inline
function seen (x: i32, byX: v128, ofY: v128, start: v128): v128 {
  return mapped(f64x2.splat(<f64>x + 0.5), byX, ofY, start)
}

@inline
function mapped (middles: v128, byX: v128, ofY: v128, start: v128): v128 {
  return f64x2.add(f64x2.add(f64x2.mul(byX, middles), ofY), start)
}

/** The same from the middle of the first pixel on. */
@inline
function placed (x: i32, byX: v128, ofY: v128, start: v128): v128 {
  return f64x2.sub(seen(x, byX, ofY, start), f64x2.splat(0.5))
}

@inline
function within (at: v128, sides: v128): bool {
  return i64x2.all_true(v128.and(f64x2.ge(at, f64x2.splat(0)), f64x2.lt(at, sides)))
}

/** A pixel whose neighbours may lie beyond the border. */
function edge (
  source: usize, to: usize, width: i32, height: i32, channels: i32, place: v128
): void {
  const whole = f64x2.floor(place)
  const share = f64x2.sub(place, whole)
  const integers = f64x2.add(whole, f64x2.splat(MAGIC))
  const left = i32x4.extract_lane(integers, 0), top = i32x4.extract_lane(integers, 2)
  const line = width * channels
  const first = max(left, 0) * channels, second = min(left + 1, width - 1) * channels
  const upper = source + <usize>(max(top, 0) * line)
  const lower = top + 1 < height ? source + <usize>((top + 1) * line) : upper
  for (let k = 0; k < channels; k++) {
    v128.store8_lane(to + k, three(upper + first + k, upper + second + k, lower + first + k,
      lower + second + k, share), 0)
  }
}

@inline
function pair (a: f64, b: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(a), 1, b)
}

/**
 * As `three`, of neighbours in two lines, by floats where these are sure: doubles are cut to the
 * same byte unless it is nearly a whole number.
 */
@inline
function quick (
  upper: usize, lower: usize, share: v128, onColumns: bool, onLine: bool
): v128 {
  if (onColumns && onLine) return i32x4(<i32>pixelAt(upper), 0, 0, 0)
  const shares = f32x4.demote_f64x2_zero(share)
  const across = v128.shuffle<i32>(shares, shares, 0, 0, 0, 0)
  const down = v128.shuffle<i32>(shares, shares, 1, 1, 1, 1)
  const above = v128.load64_zero(upper)
  let value = first(above)
  if (!onColumns) value = blended(value, second(above), across)
  if (!onLine) {
    const below = v128.load64_zero(lower)
    let under = first(below)
    if (!onColumns) under = blended(under, second(below), across)
    value = blended(value, under, down)
  }
  const whole = f32x4.floor(value)
  const middle = f32x4.sub(f32x4.sub(value, whole), f32x4.splat(0.5))
  const unsure = f32x4.gt(f32x4.abs(middle), f32x4.splat(0.5 - UNSURE))
  if ((i32x4.bitmask(unsure) & 7) !== 0) {
    const pixel = pixelAt(upper)
    return pixel === pixelAt(upper + 3) && pixel === pixelAt(lower) && pixel === pixelAt(lower + 3)
      ? i32x4(<i32>pixel, 0, 0, 0)
      : three(upper, upper + 3, lower, lower + 3, share)
  }
  return bytesOf(f32x4.add(whole, f32x4.splat(MAGIC_FLOAT)))
}

@inline
function pixelAt (place: usize): u32 {
  return load<u32>(place) & 0xffffff
}

@inline
function first (pixels: v128): v128 {
  return f32x4.convert_i32x4_s(v128.swizzle(pixels,
    i8x16(0, -1, -1, -1, 1, -1, -1, -1, 2, -1, -1, -1, -1, -1, -1, -1)))
}

@inline
function second (pixels: v128): v128 {
  return f32x4.convert_i32x4_s(v128.swizzle(pixels,
    i8x16(3, -1, -1, -1, 4, -1, -1, -1, 5, -1, -1, -1, -1, -1, -1, -1)))
}

@inline
function blended (from: v128, to: v128, share: v128): v128 {
  return f32x4.add(from, f32x4.mul(f32x4.sub(to, from), share))
}

/** Three bytes between those at four places, and a 0; a share of 0 leaves what it is. */
function three (a: usize, b: usize, c: usize, d: usize, share: v128): v128 {
  const right = f64x2.extract_lane(share, 0), below = f64x2.extract_lane(share, 1)
  const p = four(a)
  if (right === 0 && below === 0) return bytesOf(p)
  const q = four(b)
  const across = f64x2.splat(right)
  let low = mixed(front(p), front(q), across), high = mixed(back(p), back(q), across)
  if (below !== 0) {
    const r = four(c), s = four(d)
    const down = f64x2.splat(below)
    low = mixed(low, mixed(front(r), front(s), across), down)
    high = mixed(high, mixed(back(r), back(s), across), down)
  }
  return bytesOf(v128.shuffle<i32>(i32x4.trunc_sat_f64x2_s_zero(low),
    i32x4.trunc_sat_f64x2_s_zero(high), 0, 1, 4, 5))
}

/** The lowest bytes of three integers, and a 0. */
@inline
function bytesOf (integers: v128): v128 {
  return v128.swizzle(integers,
    i8x16(0, 4, 8, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1))
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
