/** Two floats as doubles. */
@inline
function two (floats: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(floats))
}

@inline
function third (to: usize, sum: v128): void {
  v128.store64_lane(to, f32x4.demote_f64x2_zero(f64x2.div(sum, f64x2.splat(3))), 0)
}

/**
 * The mean of every number of a list with its neighbours `stride` bytes apart, in lines of `length`
 * bytes with nothing beyond. Pairs may reach into what comes next, which is written after them.
 */
export function blur (from: usize, to: usize, bytes: usize, stride: usize, length: usize): void {
  for (const end = from + bytes; from < end; from += length, to += length) {
    for (let k: usize = 0; k < stride; k += 8)
      third(to + k, f64x2.add(two(from + k), two(from + k + stride)))
    for (let k = stride; k < length - stride; k += 8) {
      third(to + k, f64x2.add(f64x2.add(two(from + k - stride), two(from + k)),
        two(from + k + stride)))
    }
    for (let k = length - stride; k < length; k += 8)
      third(to + k, f64x2.add(two(from + k - stride), two(from + k)))
  }
}
