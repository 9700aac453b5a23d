/** The noise of x and y, or of z, at a node: floats become doubles. */
@inline
function plane (node: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(node))
}

@inline
function height (node: usize): f64 {
  return <f64>load<f32>(node, 8)
}

@inline
function scaled (vector: v128, factor: f64): v128 {
  return f64x2.mul(f64x2.splat(factor), vector)
}

/** What is between a node and the next along z, as much of the next as `far` says. */
@inline
function planeBetween (node: usize, near: f64, far: f64, weight: f64): v128 {
  return scaled(f64x2.add(scaled(plane(node), near), scaled(plane(node + 12), far)), weight)
}

@inline
function heightBetween (node: usize, near: f64, far: f64, weight: f64): f64 {
  return weight * (near * height(node) + far * height(node + 12))
}

/** All three numbers in floats. What is in the fourth lane is of the next node. */
@inline
function between (node: usize, near: v128, far: v128, weight: f64): v128 {
  return f32x4.mul(f32x4.splat(<f32>weight),
    f32x4.add(f32x4.mul(near, v128.load(node)), f32x4.mul(far, v128.load(node + 12))))
}

/**
 * Moves points of type T in place; sums are in the order in which the same is done without this.
 * Where points lie between nodes is told in doubles for both types.
 */
@inline
function displace<T> (
  points: usize, count: i32, noise: usize, nx: i32, ny: i32, nz: i32, startX: f64, startY: f64,
  startZ: f64, scale: f64, magnitude: f64
): void {
  const strideY = <usize>nz * 12
  const strideX = <usize>ny * strideY
  const size = sizeof<T>()
  const start = f64x2.replace_lane(f64x2.splat(startX), 1, startY)
  const last = i32x4(nx - 1, ny - 1, 0, 0)
  const most = f64x2.convert_low_i32x4_s(last)
  const corner = i32x4.sub(last, i32x4.splat(1))
  const end = points + <usize>count * 3 * size
  for (; points < end; points += 3 * size) {
    const both = sizeof<T>() == 4 ? plane(points) : v128.load(points)
    const z = <f64>load<T>(points + 2 * size)
    const at = scaled(f64x2.sub(both, start), scale)
    const tz = (z - startZ) * scale
    const within = v128.and(f64x2.ge(at, f64x2.splat(0)), f64x2.le(at, most))
    if (!i64x2.all_true(within) || !(tz >= 0) || !(tz <= <f64>(nz - 1))) continue
    const cell = i32x4.min_s(i32x4.trunc_sat_f64x2_s_zero(at), corner)
    const iz = min<i32>(<i32>tz, nz - 2)
    const far = f64x2.sub(at, f64x2.convert_low_i32x4_s(cell))
    const fx = f64x2.extract_lane(far, 0)
    const fy = f64x2.extract_lane(far, 1)
    const fz = tz - <f64>iz
    const gz = 1 - fz
    const a = noise + <usize>i32x4.extract_lane(cell, 0) * strideX +
      <usize>i32x4.extract_lane(cell, 1) * strideY + <usize>iz * 12
    const b = a + strideY
    const c = a + strideX
    const d = c + strideY
    const w00 = (1 - fx) * (1 - fy) * magnitude
    const w01 = (1 - fx) * fy * magnitude
    const w10 = fx * (1 - fy) * magnitude
    const w11 = fx * fy * magnitude
    if (sizeof<T>() == 4) {
      const near = f32x4.splat(<f32>gz)
      const next = f32x4.splat(<f32>fz)
      let moved = f32x4.add(v128.load(points), between(a, near, next, w00))
      moved = f32x4.add(moved, between(b, near, next, w01))
      moved = f32x4.add(moved, between(c, near, next, w10))
      moved = f32x4.add(moved, between(d, near, next, w11))
      v128.store64_lane(points, moved, 0)
      v128.store32_lane(points, moved, 2, 8)
      continue
    }
    let moved = f64x2.add(both, planeBetween(a, gz, fz, w00))
    moved = f64x2.add(moved, planeBetween(b, gz, fz, w01))
    moved = f64x2.add(moved, planeBetween(c, gz, fz, w10))
    moved = f64x2.add(moved, planeBetween(d, gz, fz, w11))
    v128.store(points, moved)
    store<f64>(points, z + heightBetween(a, gz, fz, w00) + heightBetween(b, gz, fz, w01) +
      heightBetween(c, gz, fz, w10) + heightBetween(d, gz, fz, w11), 16)
  }
}

export function displaceFloats (
  points: usize, count: i32, noise: usize, nx: i32, ny: i32, nz: i32, startX: f64, startY: f64,
  startZ: f64, scale: f64, magnitude: f64
): void {
  displace<f32>(points, count, noise, nx, ny, nz, startX, startY, startZ, scale, magnitude)
}

export function displaceDoubles (
  points: usize, count: i32, noise: usize, nx: i32, ny: i32, nz: i32, startX: f64, startY: f64,
  startZ: f64, scale: f64, magnitude: f64
): void {
  displace<f64>(points, count, noise, nx, ny, nz, startX, startY, startZ, scale, magnitude)
}
