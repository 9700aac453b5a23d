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
 * @param table - 256 numbers that are shown and 256 that are kept, of every level
 */
export function sharesOfBytes (
  shown: usize, kept: usize, levels: usize, table: usize, cells: usize
): void {
  const end = levels + cells
  while (levels + 4 <= end) {
    const four = load<u32>(levels)
    const first = table + (four & 255) * 4
    // Cells next to each other are mostly alike.
    if (four === (four & 255) * 0x01010101) {
      v128.store(shown, v128.load32_splat(first))
      v128.store(kept, v128.load32_splat(first, 1024))
    } else {
      for (let k: usize = 0; k < 4; k++) {
        const entry = table + <usize>load<u8>(levels + k) * 4
        store<f32>(shown + k * 4, load<f32>(entry))
        store<f32>(kept + k * 4, load<f32>(entry, 1024))
      }
    }
    levels += 4
    shown += 16
    kept += 16
  }
  while (levels < end) {
    const entry = table + <usize>load<u8>(levels) * 4
    store<f32>(shown, load<f32>(entry))
    store<f32>(kept, load<f32>(entry, 1024))
    levels++
    shown += 4
    kept += 4
  }
}

/** The table of `sharesOfBytes`. */
export function tableOfShares (table: usize, divisor: f64, strength: f64): void {
  for (let level = 0; level < 256; level++) {
    const seen = <f64>level / divisor * strength
    store<f32>(table + <usize>level * 4, <f32>seen)
    store<f32>(table + <usize>level * 4, <f32>(1 - seen), 1024)
  }
}
