/** A float whose lowest bits are those of a whole number that is added to it. */
const MAGIC: f32 = 12582912

/** The integers of floats that are whole, four to a vector. */
@inline
function whole (floats: v128): v128 {
  return i32x4.sub(f32x4.add(f32x4.floor(floats), f32x4.splat(MAGIC)), i32x4.splat(0x4b400000))
}

@inline
function narrowed (a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d))
}

@inline
function scaled (apart: v128, times: v128, from: v128): v128 {
  return whole(f32x4.add(from, f32x4.mul(f32x4.convert_i32x4_s(apart), times)))
}

/** `base + factor · (byte - base)` in float32, cut to bytes, for a base of every byte. */
export function awayFrom (
  source: usize, out: usize, bytes: usize, factor: f32, bases: usize
): void {
  const times = f32x4.splat(factor)
  for (let i: usize = 0; i < bytes; i += 16)
    v128.store(out + i, away(v128.load(source + i), v128.load(bases + i), times))
}

@inline
function away (there: v128, base: v128, times: v128): v128 {
  const from = i16x8.extend_low_i8x16_u(base)
  const above = i16x8.extend_high_i8x16_u(base)
  const low = i16x8.sub(i16x8.extend_low_i8x16_u(there), from)
  const high = i16x8.sub(i16x8.extend_high_i8x16_u(there), above)
  return narrowed(
    scaled(i32x4.extend_low_i16x8_s(low), times,
      f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(from))),
    scaled(i32x4.extend_high_i16x8_s(low), times,
      f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(from))),
    scaled(i32x4.extend_low_i16x8_s(high), times,
      f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(above))),
    scaled(i32x4.extend_high_i16x8_s(high), times,
      f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(above))))
}

/** How bright every pixel of red, green and blue is, three times over: as many bytes as the image. */
export function luma (source: usize, out: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 12) {
    const grey = brightness(source + i)
    v128.store(out + i, v128.swizzle(grey,
      i8x16(0, 0, 0, 4, 4, 4, 8, 8, 8, 12, 12, 12, 0, 0, 0, 0)))
  }
}

/** The sum of how bright all pixels are. */
export function brightnesses (source: usize, bytes: usize): u32 {
  let sums = i32x4.splat(0)
  const end = bytes - bytes % 12
  for (let i: usize = 0; i < end; i += 12) sums = i32x4.add(sums, brightness(source + i))
  const rest = brightness(source + end)
  const left = <i32>(bytes - end) / 3
  return i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1) +
    i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3) +
    (left > 0 ? i32x4.extract_lane(rest, 0) : 0) + (left > 1 ? i32x4.extract_lane(rest, 1) : 0) +
    (left > 2 ? i32x4.extract_lane(rest, 2) : 0)
}

/** How bright four pixels are: green is in both products by half. */
@inline
function brightness (at: usize): v128 {
  const four = v128.load(at)
  const redGreen = v128.swizzle(four,
    i8x16(0, -1, 1, -1, 3, -1, 4, -1, 6, -1, 7, -1, 9, -1, 10, -1))
  const blueGreen = v128.swizzle(four,
    i8x16(2, -1, 1, -1, 5, -1, 4, -1, 8, -1, 7, -1, 11, -1, 10, -1))
  const sum = i32x4.add(
    i32x4.dot_i16x8_s(redGreen, i16x8(19595, 19235, 19595, 19235, 19595, 19235, 19595, 19235)),
    i32x4.dot_i16x8_s(blueGreen, i16x8(7471, 19235, 7471, 19235, 7471, 19235, 7471, 19235)))
  return i32x4.shr_u(i32x4.add(sum, i32x4.splat(0x8000)), 16)
}
