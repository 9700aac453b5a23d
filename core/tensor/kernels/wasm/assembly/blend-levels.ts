import { chosenOfThree, ofThree } from './blend-cells'
import { copy } from './runs'

/** Cells that are looked at together, and bytes of a cell of three numbers, and of four. */
const SOME: usize = 16
const CELL: usize = 12
const FOUR: usize = 48

/** Whether levels are parts of a whole number of a byte. */
export function isLevel (divisor: f64): bool {
  return divisor >= 1 && divisor <= 255 && Math.floor(divisor) === divisor
}

/**
 * Cells of three numbers as bytes show them, each by its part of a whole. Quotients of such numbers
 * are the same whether they are rounded to 32 bits at once or to 64 first: none lies so close to
 * the middle of two numbers of 32 bits, of `level / whole` nor of what it leaves of 1.
 */
export function blendLevels (
  out: usize, base: usize, source: usize, levels: usize, whole: u8, cells: usize
): void {
  const end = levels + cells
  const nothing = i8x16.splat(0)
  const all = i8x16.splat(whole)
  const bytes = SOME * CELL
  while (levels + SOME <= end) {
    const some = v128.load(levels)
    const apart = v128.or(i8x16.eq(some, nothing), i8x16.eq(some, all))
    const level = load<u8>(levels)
    const alike = i8x16.splat(level)
    if (v128.any_true(apart) && i8x16.all_true(i8x16.eq(some, alike))) {
      let next = levels + SOME
      while (next + SOME <= end && i8x16.all_true(i8x16.eq(v128.load(next), alike))) next += SOME
      const run = (next - levels) * CELL
      if (level !== 0 || out !== base) copy(out, level === 0 ? base : source, run)
      out += run
      base += run
      source += run
      levels = next
      continue
    }
    const next = out + bytes
    if (v128.any_true(apart)) {
      for (; out < next; out += FOUR) {
        chosenOfThree(out, base, source, part(levels, whole), rest(levels, whole))
        base += FOUR
        source += FOUR
        levels += 4
      }
    } else {
      for (; out < next; out += FOUR) {
        ofThree(out, base, source, part(levels, whole), rest(levels, whole))
        base += FOUR
        source += FOUR
        levels += 4
      }
    }
  }
  for (; levels < end; levels++) {
    const level = load<u8>(levels)
    const shown = <f32>level / <f32>whole
    const kept = (<f32>whole - <f32>level) / <f32>whole
    for (const next = out + CELL; out < next; out += 4) {
      const under = load<f32>(base)
      const over = load<f32>(source)
      store<f32>(out, level === 0
        ? under
        : level === whole ? over : under * kept + over * shown)
      base += 4
      source += 4
    }
  }
}

@inline
function four (levels: usize): v128 {
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(
    v128.load32_zero(levels))))
}

/** What is shown of four cells. */
@inline
function part (levels: usize, whole: u8): v128 {
  return f32x4.div(four(levels), f32x4.splat(<f32>whole))
}

/** What is left of what they are shown over. */
@inline
function rest (levels: usize, whole: u8): v128 {
  const all = f32x4.splat(<f32>whole)
  return f32x4.div(f32x4.sub(all, four(levels)), all)
}
