/**
 * How strongly cells of a mask are seen, and what is behind them: `level / of · strength` and the
 * rest to 1, computed in 64 bits and rounded once, as they are where JavaScript computes them.
 */

/** From levels of 32-bit numbers. */
export function sharesOfNumbers (
  shown: usize, kept: usize, levels: usize, divisor: f64, strength: f64, cells: usize
): void {
  const end = levels + cells * 4
  const plain = divisor === 1 && strength === 1
  const one = f32x4.splat(1)
  while (plain && levels + 16 <= end) {
    const seen = v128.load(levels)
    v128.store(shown, seen)
    // Exact to the last bit: where 1 - x is rounded twice, both roundings end on 1.
    v128.store(kept, f32x4.sub(one, seen))
    levels += 16
    shown += 16
    kept += 16
  }
  const divisors = f64x2.splat(divisor)
  const factor = f64x2.splat(strength)
  const whole = f64x2.splat(1)
  while (levels + 8 <= end) {
    let level = f64x2.promote_low_f32x4(v128.load64_zero(levels))
    if (divisor !== 1) level = f64x2.div(level, divisors)
    const seen = f64x2.mul(level, factor)
    v128.store64_lane(shown, f32x4.demote_f64x2_zero(seen), 0)
    v128.store64_lane(kept, f32x4.demote_f64x2_zero(f64x2.sub(whole, seen)), 0)
    levels += 8
    shown += 8
    kept += 8
  }
  while (levels < end) {
    const seen = <f64>load<f32>(levels) / divisor * strength
    store<f32>(shown, <f32>seen)
    store<f32>(kept, <f32>(1 - seen))
    levels += 4
    shown += 4
    kept += 4
  }
}

/**
 * From levels of bytes.
 *
 * @param table - of every level, 256 of them, what is shown and what is kept
 */
export function sharesOfBytes (
  shown: usize, kept: usize, levels: usize, table: usize, cells: usize
): void {
  const end = levels + cells
  while (levels + 4 <= end) {
    const low = pair(levels, table)
    const high = pair(levels + 2, table)
    v128.store(shown, i8x16.shuffle(low, high,
      0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27))
    v128.store(kept, i8x16.shuffle(low, high,
      4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31))
    levels += 4
    shown += 16
    kept += 16
  }
  while (levels < end) {
    const entry = table + <usize>load<u8>(levels) * 8
    store<f32>(shown, load<f32>(entry))
    store<f32>(kept, load<f32>(entry, 4))
    levels++
    shown += 4
    kept += 4
  }
}

/** What is shown and kept of two cells. */
@inline
function pair (levels: usize, table: usize): v128 {
  return v128.load64_lane(table + <usize>load<u8>(levels, 1) * 8,
    v128.load64_zero(table + <usize>load<u8>(levels) * 8), 1)
}

/** The table of `sharesOfBytes`. */
export function tableOfShares (table: usize, divisor: f64, strength: f64): void {
  for (let level = 0; level < 256; level++) {
    const seen = <f64>level / divisor * strength
    store<f32>(table + <usize>level * 8, <f32>seen)
    store<f32>(table + <usize>level * 8, <f32>(1 - seen), 4)
  }
}
