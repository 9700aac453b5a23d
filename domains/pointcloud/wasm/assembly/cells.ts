/** Cells are whole numbers below this. */
const LIMIT: f64 = 2147483648

/** The cell of every one of so many numbers; whether one is beyond 32 bits, or no number. */
export function cellsOfFloats (
  numbers: usize, cells: usize, count: i32, side: f32, nearest: bool
): i32 {
  const sides = f32x4.splat(side)
  const limit = f32x4.splat(<f32>LIMIT)
  let within = i32x4.splat(-1)
  const end = numbers + (<usize>count << 2)
  for (; numbers < end; numbers += 16, cells += 16) {
    const quotients = f32x4.div(v128.load(numbers), sides)
    const whole = nearest ? f32x4.nearest(quotients) : f32x4.floor(quotients)
    within = v128.and(within, f32x4.lt(f32x4.abs(whole), limit))
    v128.store(cells, i32x4.trunc_sat_f32x4_s(whole))
  }
  return i32(!i32x4.all_true(within))
}

export function cellsOfDoubles (
  numbers: usize, cells: usize, count: i32, side: f64, nearest: bool
): i32 {
  const sides = f64x2.splat(side)
  const limit = f64x2.splat(LIMIT)
  let within = i32x4.splat(-1)
  const end = numbers + (<usize>count << 3)
  for (; numbers < end; numbers += 16, cells += 8) {
    const quotients = f64x2.div(v128.load(numbers), sides)
    const whole = nearest ? f64x2.nearest(quotients) : f64x2.floor(quotients)
    within = v128.and(within, f64x2.lt(f64x2.abs(whole), limit))
    v128.store64_lane(cells, i32x4.trunc_sat_f64x2_s_zero(whole), 0)
  }
  return i32(!i32x4.all_true(within))
}
