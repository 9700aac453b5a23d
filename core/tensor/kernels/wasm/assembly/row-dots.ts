/** `out[i] = Σ x[i] · row at addresses[i]`, in sixteen sums that are added up at the end. */
export function rowDots (
  out: usize, x: usize, addresses: usize, size: usize, bytes: usize
): void {
  for (let i: usize = 0; i < size; i++) {
    store<f32>(out, dot(x, load<u32>(addresses + i * 4), bytes))
    x += bytes
    out += 4
  }
}

export function dot (x: usize, y: usize, bytes: usize): f32 {
  const end = x + bytes
  let s0 = f32x4.splat(0)
  let s1 = f32x4.splat(0)
  let s2 = f32x4.splat(0)
  let s3 = f32x4.splat(0)
  while (x + 64 <= end) {
    s0 = f32x4.add(s0, f32x4.mul(v128.load(x), v128.load(y)))
    s1 = f32x4.add(s1, f32x4.mul(v128.load(x, 16), v128.load(y, 16)))
    s2 = f32x4.add(s2, f32x4.mul(v128.load(x, 32), v128.load(y, 32)))
    s3 = f32x4.add(s3, f32x4.mul(v128.load(x, 48), v128.load(y, 48)))
    x += 64
    y += 64
  }
  const s = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3))
  let sum = f32x4.extract_lane(s, 0) + f32x4.extract_lane(s, 1) +
    (f32x4.extract_lane(s, 2) + f32x4.extract_lane(s, 3))
  while (x < end) {
    sum += load<f32>(x) * load<f32>(y)
    x += 4
    y += 4
  }
  return sum
}
