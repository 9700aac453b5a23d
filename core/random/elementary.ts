/**
 * Logarithm, exponential and cosine from nothing but sums, products, quotients and bits, which are
 * the same everywhere. Those of `Math` are not: engines, and versions of one, differ in the last
 * bit, so that a seed would give other plans in a page than in Node.
 *
 * Taylor's series after a reduction of the range; all within 2 units in the last place.
 */

/** ln 2 in two parts: the first has zeros at its end, so that a multiple of it is exact. */
const LN2_HIGH = 6.93147180369123816490e-01
const LN2_LOW = 1.90821492927058770002e-10

/** The least double that has all of its bits. */
const LEAST = 2.2250738585072014e-308

const float = new Float64Array(1)
const halves = new Int32Array(float.buffer)
/** Which half of a double holds its exponent. */
const TOP = new Uint8Array(Int32Array.of(1).buffer)[0] === 1 ? 1 : 0

/** 2^k for k from -1022 to 1023. */
function power (k: number): number {
  halves[TOP] = (k + 1023) << 20
  halves[1 - TOP] = 0
  return float[0]
}

/** c[0] + c[1] x + c[2] x² … */
function series (coefficients: readonly number[], x: number): number {
  let sum = 0
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * x + coefficients[k]
  return sum
}

const odd = Array.from({ length: 13 }, (_, k) => 1 / (2 * k + 1))
const factorials = [1]
for (let k = 1; k < 20; k++) factorials.push(factorials[k - 1] * k)
const exponential = factorials.slice(0, 16).map(each => 1 / each)
const alternating = (first: 0 | 1): number[] =>
  Array.from({ length: 10 }, (_, k) => (k % 2 === 0 ? 1 : -1) / factorials[first + 2 * k])
const cosine = alternating(0)
const sine = alternating(1)

/** The natural logarithm of a double above 0; -Infinity for 0. */
export function log (x: number): number {
  if (x === 0) return -Infinity
  if (x === Infinity) return Infinity
  // Below the least power a double has fewer bits: 2^54 times as much has all of them.
  if (x < LEAST) return log(x * 0x40000000000000) - 54 * LN2_LOW - 54 * LN2_HIGH
  float[0] = x
  let k = (halves[TOP] >>> 20) - 1023
  halves[TOP] = halves[TOP] & 0xfffff | 0x3ff00000
  let m = float[0]
  if (m > Math.SQRT2) {
    m /= 2
    k++
  }
  const s = (m - 1) / (m + 1)
  return k * LN2_HIGH + (2 * s * series(odd, s * s) + k * LN2_LOW)
}

/** log(1 + t) for t above -1, without what 1 + t loses of a small t. */
export function log1p (t: number): number {
  if (t > Math.SQRT1_2 - 1 && t < Math.SQRT2 - 1) {
    const s = t / (2 + t)
    return 2 * s * series(odd, s * s)
  }
  const y = 1 + t
  return y === Infinity ? Infinity : log(y) + (t - (y - 1)) / y
}

/** e^x; 0 where that is below the least double, Infinity where it is above the largest. */
export function exp (x: number): number {
  if (x < -746) return 0
  if (x > 710) return Infinity
  const k = Math.round(x / Math.LN2)
  const rest = x - k * LN2_HIGH - k * LN2_LOW
  const half = k / 2 | 0
  return series(exponential, rest) * power(half) * power(k - half)
}

/** cos(2π u) for u from 0 to 1: the turn is folded to an eighth, exactly, before π comes in. */
export function cosTurn (u: number): number {
  const v = u > 0.5 ? 1 - u : u
  const w = v > 0.25 ? 0.5 - v : v
  const folded = w > 0.125
    ? sinOf(2 * Math.PI * (0.25 - w))
    : cosOf(2 * Math.PI * w)
  return v > 0.25 ? -folded : folded
}

function cosOf (angle: number): number {
  return series(cosine, angle * angle)
}

function sinOf (angle: number): number {
  return angle * series(sine, angle * angle)
}
