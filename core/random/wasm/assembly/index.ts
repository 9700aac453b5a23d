/** The multipliers of Philox, and what the halves of its key grow by. */
const A: u32 = 0xd2511f53
const B: u32 = 0xcd9e8d57
const GOLDEN: u32 = 0x9e3779b9
const ROOT: u32 = 0xbb67ae85

const LN2_HIGH: f64 = 6.93147180369123816490e-01
const LN2_LOW: f64 = 1.90821492927058770002e-10
const SQRT2: f64 = 1.4142135623730951
const TURN: f64 = 6.283185307179586

/**
 * The normal numbers of a stream, as philox.ts, words.ts, normal.ts and elementary.ts make them, to
 * the last bit: by the same operations in the same order. Each takes the four words of one block;
 * four blocks are made at once.
 *
 * @param out - where they go, 64 bits each
 * @param first - the number of the first block
 * @param count - how many, rounded up to a multiple of 4
 * @param counter2 - the third word of every counter; `counter3`: the fourth
 */
export function normals (
  out: usize, first: u32, count: u32, counter2: u32, counter3: u32, key0: u32, key1: u32
): void {
  for (let i: u32 = 0; i < count; i += 4) {
    let a = v128.add<i32>(v128.splat<i32>(first + i), i32x4(0, 1, 2, 3))
    let b = v128.splat<i32>(0)
    let c = v128.splat<i32>(counter2)
    let d = v128.splat<i32>(counter3)
    let left = key0
    let right = key1
    for (let round = 0; round < 10; round++) {
      const a0 = i64x2.extmul_low_i32x4_u(a, v128.splat<i32>(A))
      const a1 = i64x2.extmul_high_i32x4_u(a, v128.splat<i32>(A))
      const c0 = i64x2.extmul_low_i32x4_u(c, v128.splat<i32>(B))
      const c1 = i64x2.extmul_high_i32x4_u(c, v128.splat<i32>(B))
      a = v128.xor(v128.xor(high(c0, c1), b), v128.splat<i32>(left))
      b = low(c0, c1)
      c = v128.xor(v128.xor(high(a0, a1), d), v128.splat<i32>(right))
      d = low(a0, a1)
      left += GOLDEN
      right += ROOT
    }
    const at = out + (<usize>i << 3)
    v128.store(at, normal(a, b, c, d))
    v128.store(at, normal(second(a), second(b), second(c), second(d)), 16)
  }
}

/** The upper words of four products of 64 bits. */
@inline
function high (first: v128, last: v128): v128 {
  return v128.shuffle<i32>(first, last, 1, 3, 5, 7)
}

/** The lower ones. */
@inline
function low (first: v128, last: v128): v128 {
  return v128.shuffle<i32>(first, last, 0, 2, 4, 6)
}

/** The last two words where the first two were. */
@inline
function second (words: v128): v128 {
  return v128.shuffle<i32>(words, words, 2, 3, 2, 3)
}

/** Two numbers, of the first two words of each. */
@inline
function normal (a: v128, b: v128, c: v128, d: v128): v128 {
  const open = v128.sub<f64>(v128.splat<f64>(1), uniform(a, b))
  const radius = v128.sqrt<f64>(v128.mul<f64>(v128.splat<f64>(-2), log(open)))
  return v128.mul<f64>(radius, cosTurn(uniform(c, d)))
}

@inline
function uniform (high: v128, low: v128): v128 {
  // Words of 27 and 26 bits are the same with a sign. Powers of two multiply without rounding.
  const upper = f64x2.convert_low_i32x4_s(v128.shr<u32>(high, 5))
  const lower = f64x2.convert_low_i32x4_s(v128.shr<u32>(low, 6))
  const sum = v128.add<f64>(v128.mul<f64>(upper, v128.splat<f64>(67108864)), lower)
  return v128.mul<f64>(sum, v128.splat<f64>(1.0 / 9007199254740992))
}

/** Of numbers from 2^-53 to 1. */
@inline
function log (x: v128): v128 {
  const exponents = v128.shr<u64>(x, 52)
  const powers = f64x2.convert_low_i32x4_s(v128.sub<i32>(
    v128.shuffle<i32>(exponents, exponents, 0, 2, 0, 2), v128.splat<i32>(1023)))
  const bits = v128.and(x, v128.splat<i64>(0xfffffffffffff))
  const whole = v128.or(bits, v128.splat<i64>(0x3ff0000000000000))
  const large = v128.gt<f64>(whole, v128.splat<f64>(SQRT2))
  const one = v128.splat<f64>(1)
  const m = v128.bitselect(v128.mul<f64>(whole, v128.splat<f64>(0.5)), whole, large)
  const k = v128.add<f64>(powers, v128.and(one, large))
  const s = v128.div<f64>(v128.sub<f64>(m, one), v128.add<f64>(m, one))
  const x2 = v128.mul<f64>(s, s)
  let sum = v128.splat<f64>(1.0 / 25)
  sum = next(sum, x2, 1.0 / 23)
  sum = next(sum, x2, 1.0 / 21)
  sum = next(sum, x2, 1.0 / 19)
  sum = next(sum, x2, 1.0 / 17)
  sum = next(sum, x2, 1.0 / 15)
  sum = next(sum, x2, 1.0 / 13)
  sum = next(sum, x2, 1.0 / 11)
  sum = next(sum, x2, 1.0 / 9)
  sum = next(sum, x2, 1.0 / 7)
  sum = next(sum, x2, 1.0 / 5)
  sum = next(sum, x2, 1.0 / 3)
  sum = next(sum, x2, 1)
  const little = v128.mul<f64>(k, v128.splat<f64>(LN2_LOW))
  const ofM = v128.mul<f64>(v128.add<f64>(s, s), sum)
  const much = v128.mul<f64>(k, v128.splat<f64>(LN2_HIGH))
  return v128.add<f64>(much, v128.add<f64>(ofM, little))
}

/** A further term of a series. */
@inline
function next (sum: v128, x: v128, coefficient: f64): v128 {
  return v128.add<f64>(v128.mul<f64>(sum, x), v128.splat<f64>(coefficient))
}

@inline
function cosTurn (u: v128): v128 {
  const half = v128.splat<f64>(0.5)
  const quarter = v128.splat<f64>(0.25)
  // Exact as 1 - u is for u above 1/2: the lesser of both is what the comparison would choose
  const v = f64x2.pmin(u, v128.sub<f64>(v128.splat<f64>(1), u))
  const w = f64x2.pmin(v, v128.sub<f64>(half, v))
  const negative = v128.gt<f64>(v, quarter)
  const far = v128.gt<f64>(w, v128.splat<f64>(0.125))
  const turn = v128.splat<f64>(TURN)
  const sine = sinOf(v128.mul<f64>(turn, v128.sub<f64>(quarter, w)))
  const folded = v128.bitselect(sine, cosOf(v128.mul<f64>(turn, w)), far)
  return v128.xor(folded, v128.and(negative, v128.splat<i64>(i64.MIN_VALUE)))
}

@inline
function cosOf (angle: v128): v128 {
  const x = v128.mul<f64>(angle, angle)
  let sum = v128.splat<f64>(-1.0 / 6402373705728000)
  sum = next(sum, x, 1.0 / 20922789888000)
  sum = next(sum, x, -1.0 / 87178291200)
  sum = next(sum, x, 1.0 / 479001600)
  sum = next(sum, x, -1.0 / 3628800)
  sum = next(sum, x, 1.0 / 40320)
  sum = next(sum, x, -1.0 / 720)
  sum = next(sum, x, 1.0 / 24)
  sum = next(sum, x, -1.0 / 2)
  return next(sum, x, 1)
}

@inline
function sinOf (angle: v128): v128 {
  const x = v128.mul<f64>(angle, angle)
  let sum = v128.splat<f64>(-1.0 / 121645100408832000)
  sum = next(sum, x, 1.0 / 355687428096000)
  sum = next(sum, x, -1.0 / 1307674368000)
  sum = next(sum, x, 1.0 / 6227020800)
  sum = next(sum, x, -1.0 / 39916800)
  sum = next(sum, x, 1.0 / 362880)
  sum = next(sum, x, -1.0 / 5040)
  sum = next(sum, x, 1.0 / 120)
  sum = next(sum, x, -1.0 / 6)
  return v128.mul<f64>(angle, next(sum, x, 1))
}
