/** Whether all numbers of a list are finite; it begins with a vector and is `bytes` long. */
export function allFinite (x: usize, bytes: usize): bool {
  const end = x + bytes
  const nothing = f32x4.splat(0)
  let a = nothing
  let b = nothing
  // 0 times infinity is not a number, and neither is a sum with what is not one.
  while (x + 32 <= end) {
    a = f32x4.add(a, f32x4.mul(v128.load(x), nothing))
    b = f32x4.add(b, f32x4.mul(v128.load(x, 16), nothing))
    x += 32
  }
  let sum: f32 = 0
  while (x < end) {
    sum += load<f32>(x) * 0
    x += 4
  }
  return sum === 0 && i32x4.all_true(f32x4.eq(f32x4.add(a, b), nothing))
}
