/**
 * Means of 3 × 3 pixels, the middle one five times, rounded; those of the border as they are.
 *
 * @param line - bytes of a line
 */
export function smooth (
  source: usize, out: usize, bytes: usize, line: usize, channels: usize
): void {
  memory.copy(out, source, bytes)
  for (let y = line; y + line < bytes; y += line) {
    const end = y + line - channels
    for (let at = y + channels; at < end; at += 8) {
      const sum = i16x8.add(i16x8.add(three(source + at - line, channels),
        three(source + at + line, channels)), i16x8.add(three(source + at, channels),
        i16x8.shl(bytesAt(source + at), 2)))
      // ⌊(2 s + 13) / 26⌋: the product is exact for all sums up to 13 · 255
      const doubled = i16x8.add(i16x8.shl(sum, 1), i16x8.splat(13))
      const low = i32x4.shr_u(i32x4.extmul_low_i16x8_u(doubled, i16x8.splat(20165)), 19)
      const high = i32x4.shr_u(i32x4.extmul_high_i16x8_u(doubled, i16x8.splat(20165)), 19)
      const means = i16x8.narrow_i32x4_s(low, high)
      const packed = i8x16.narrow_i16x8_u(means, means)
      if (at + 8 <= end) {
        v128.store64_lane(out + at, packed, 0)
        continue
      }
      let rest = i64x2.extract_lane(packed, 0)
      for (let i = at; i < end; i++) {
        store<u8>(out + i, <u8>rest)
        rest >>= 8
      }
    }
  }
}

@inline
function bytesAt (at: usize): v128 {
  return v128.load8x8_u(at)
}

@inline
function three (at: usize, channels: usize): v128 {
  return i16x8.add(i16x8.add(bytesAt(at - channels), bytesAt(at)), bytesAt(at + channels))
}
