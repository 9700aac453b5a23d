/**
 * `there · keep + source · take` of bytes, into `there`: products and sums in float32, rounded half
 * to even, cut to 0 … 255. Goes on to the next 16 bytes.
 */
export function blendBytes (
  there: usize, source: usize, bytes: usize, keep: f32, take: f32
): void {
  const kept = f32x4.splat(keep)
  const taken = f32x4.splat(take)
  for (let i: usize = 0; i < bytes; i += 16) {
    const a = v128.load(there + i)
    const b = v128.load(source + i)
    const low = pair(i16x8.extend_low_i8x16_u(a), i16x8.extend_low_i8x16_u(b), kept, taken)
    const high = pair(i16x8.extend_high_i8x16_u(a), i16x8.extend_high_i8x16_u(b), kept, taken)
    v128.store(there + i, i8x16.narrow_i16x8_u(low, high))
  }
}

@inline
function pair (a: v128, b: v128, keep: v128, take: v128): v128 {
  return i16x8.narrow_i32x4_s(
    four(i32x4.extend_low_i16x8_u(a), i32x4.extend_low_i16x8_u(b), keep, take),
    four(i32x4.extend_high_i16x8_u(a), i32x4.extend_high_i16x8_u(b), keep, take))
}

@inline
function four (a: v128, b: v128, keep: v128, take: v128): v128 {
  const sum = f32x4.add(
    f32x4.mul(f32x4.convert_i32x4_s(a), keep), f32x4.mul(f32x4.convert_i32x4_s(b), take))
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(sum))
}
