/** Elementary functions without tables: a module that lives in tfjs' memory has no data of its own. */

/** Below this e^x counts as 0; above its negative it is not asked for. */
const LOWEST: f32 = -87

/** e^x of four numbers of -87 … 88, to 1e-7 of each, and 0 below: Cephes' `expf`. */
@inline
export function exponential (x: v128): v128 {
  const floor = f32x4.splat(LOWEST)
  const below = f32x4.lt(x, floor)
  const inside = f32x4.max(x, floor)
  const n = f32x4.nearest(f32x4.mul(inside, f32x4.splat(1.44269504088896341)))
  // ln 2 in two parts, so that what is left over is exact
  let r = f32x4.sub(inside, f32x4.mul(n, f32x4.splat(0.693359375)))
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.12194440e-4)))
  let p = f32x4.splat(1.9875691500e-4)
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3))
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3))
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2))
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1))
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1))
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), f32x4.splat(1))
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23)
  return v128.andnot(f32x4.mul(p, power), below)
}

/** ln x of a number above 0: fdlibm's `log`. */
export function logarithm (x: f64): f64 {
  const bits = reinterpret<i64>(x)
  // The power of two by which what is left lies about 1
  const k = <i32>((bits - 0x3fe6a09e00000000) >> 52)
  const f = reinterpret<f64>(bits - (<i64>k << 52)) - 1
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const even = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 +
    w * 1.531383769920937332e-1))
  const odd = z * (6.666666666666735130e-1 + w * (2.857142874366239149e-1 +
    w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)))
  const half = 0.5 * f * f
  const high = <f64>k * 6.93147180369123816490e-1
  return high - (half - (s * (half + even + odd) + <f64>k * 1.90821492927058770002e-10) - f)
}

/** The angle of a cosine of -1 … 1: fdlibm's `acos`. */
export function angle (cosine: f64): f64 {
  const size = abs(cosine)
  if (size <= 0.5) return Math.PI / 2 - (cosine + cosine * arc(cosine * cosine))
  const z = (1 - size) * 0.5
  const s = sqrt(z)
  const small = 2 * (s + s * arc(z))
  return cosine < 0 ? Math.PI - small : small
}

/** asin(√z) / √z - 1 for z up to ¼. */
@inline
function arc (z: f64): f64 {
  const above = z * (1.66666666666666657415e-1 + z * (-3.25565818622400915405e-1 +
    z * (2.01212532134862925881e-1 + z * (-4.00555345006794114027e-2 +
    z * (7.91534994289814532176e-4 + z * 3.47933107596021167570e-5)))))
  return above / (1 + z * (-2.40339491173441421878 + z * (2.02094576023350569471 +
    z * (-6.88283971605453293030e-1 + z * 7.70381505559019352791e-2))))
}

/** The sine of an angle of 0 … π. */
export function sine (x: f64): f64 {
  const folded = x > Math.PI / 2 ? Math.PI - x : x
  return folded > Math.PI / 4 ? cosineNear0(Math.PI / 2 - folded) : sineNear0(folded)
}

/** The cosine of an angle of 0 … π. */
export function cosine (x: f64): f64 {
  return x > Math.PI / 2 ? -sine(x - Math.PI / 2) : sine(Math.PI / 2 - x)
}

/** fdlibm's polynomials for up to π / 4. */
@inline
function sineNear0 (x: f64): f64 {
  const z = x * x
  return x + x * z * (-1.66666666666666324348e-1 + z * (8.33333333332248946124e-3 +
    z * (-1.98412698298579493134e-4 + z * (2.75573137070700676789e-6 +
    z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10)))))
}

@inline
function cosineNear0 (x: f64): f64 {
  const z = x * x
  return 1 - 0.5 * z + z * z * (4.16666666666666019037e-2 + z * (-1.38888888888741095749e-3 +
    z * (2.48015872894767294178e-5 + z * (-2.75573143513906633035e-7 +
    z * (2.08757232129817482790e-9 + z * -1.13596475577881948265e-11)))))
}
