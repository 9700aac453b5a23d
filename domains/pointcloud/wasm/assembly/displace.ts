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

/** Moves points of type T in place; sums are in the order in which the same is done without this. */
@inline
function displace<T> (
  points: usize, count: i32, noise: usize, nx: i32, ny: i32, nz: i32, startX: f64, startY: f64,
  startZ: f64, scale: f64, magnitude: f64
): void {
  const strideY = <usize>nz * 12
  const strideX = <usize>ny * strideY
  const size = sizeof<T>()
  const end = points + <usize>count * 3 * size
  for (; points < end; points += 3 * size) {
    const x = <f64>load<T>(points)
    const y = <f64>load<T>(points + size)
    const z = <f64>load<T>(points + 2 * size)
    const tx = (x - startX) * scale
    const ty = (y - startY) * scale
    const tz = (z - startZ) * scale
    const inside = tx >= 0 && ty >= 0 && tz >= 0 && tx <= <f64>(nx - 1) && ty <= <f64>(ny - 1) &&
      tz <= <f64>(nz - 1)
    if (!inside) continue
    const ix = min<i32>(<i32>tx, nx - 2)
    const iy = min<i32>(<i32>ty, ny - 2)
    const iz = min<i32>(<i32>tz, nz - 2)
    const fx = tx - <f64>ix
    const fy = ty - <f64>iy
    const fz = tz - <f64>iz
    const gz = 1 - fz
    const a = noise + <usize>ix * strideX + <usize>iy * strideY + <usize>iz * 12
    const b = a + strideY
    const c = a + strideX
    const d = c + strideY
    const w00 = (1 - fx) * (1 - fy) * magnitude
    const w01 = (1 - fx) * fy * magnitude
    const w10 = fx * (1 - fy) * magnitude
    const w11 = fx * fy * magnitude
    let moved = f64x2.replace_lane(f64x2.splat(x), 1, y)
    moved = f64x2.add(moved, planeBetween(a, gz, fz, w00))
    moved = f64x2.add(moved, planeBetween(b, gz, fz, w01))
    moved = f64x2.add(moved, planeBetween(c, gz, fz, w10))
    moved = f64x2.add(moved, planeBetween(d, gz, fz, w11))
    store<T>(points, <T>f64x2.extract_lane(moved, 0))
    store<T>(points + size, <T>f64x2.extract_lane(moved, 1))
    store<T>(points + 2 * size, <T>(z + heightBetween(a, gz, fz, w00) +
      heightBetween(b, gz, fz, w01) + heightBetween(c, gz, fz, w10) +
      heightBetween(d, gz, fz, w11)))
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
