/** The multipliers of Philox, and what the halves of its key grow by. */
const A: u64 = 0xd2511f53
const B: u64 = 0xcd9e8d57
const GOLDEN: u32 = 0x9e3779b9
const ROOT: u32 = 0xbb67ae85

const LN2_HIGH: f64 = 6.93147180369123816490e-01
const LN2_LOW: f64 = 1.90821492927058770002e-10
const SQRT2: f64 = 1.4142135623730951
const TURN: f64 = 6.283185307179586

/**
 * The normal numbers of a stream, as philox.ts, words.ts, normal.ts and elementary.ts make them, to
 * the last bit: by the same operations in the same order. Each takes the four words of one block.
 *
 * @param out - where they go, 64 bits each
 * @param first - the number of the first block
 * @param counter2 - the third word of every counter; `counter3`: the fourth
 */
export function normals (
  out: usize, first: u32, count: u32, counter2: u32, counter3: u32, key0: u32, key1: u32
): void {
  for (let i: u32 = 0; i < count; i++) {
    let a: u32 = first + i
    let b: u32 = 0
    let c = counter2
    let d = counter3
    let left = key0
    let right = key1
    for (let round = 0; round < 10; round++) {
      const wideA = A * <u64>a
      const wideB = B * <u64>c
      a = <u32>(wideB >> 32) ^ b ^ left
      b = <u32>wideB
      c = <u32>(wideA >> 32) ^ d ^ right
      d = <u32>wideA
      left += GOLDEN
      right += ROOT
    }
    const radius = Math.sqrt(-2 * log(1 - uniform(a, b)))
    store<f64>(out + (<usize>i << 3), radius * cosTurn(uniform(c, d)))
  }
}

@inline
function uniform (high: u32, low: u32): f64 {
  return (<f64>(high >>> 5) * 67108864 + <f64>(low >>> 6)) / 9007199254740992
}

/** Of a number from 2^-53 to 1. */
@inline
function log (x: f64): f64 {
  const bits = reinterpret<u64>(x)
  let k = <f64>(<i32>(bits >>> 52) - 1023)
  let m = reinterpret<f64>(bits & 0xfffffffffffff | 0x3ff0000000000000)
  if (m > SQRT2) {
    m /= 2
    k += 1
  }
  const s = (m - 1) / (m + 1)
  const x2 = s * s
  let sum: f64 = 1.0 / 25
  sum = sum * x2 + 1.0 / 23
  sum = sum * x2 + 1.0 / 21
  sum = sum * x2 + 1.0 / 19
  sum = sum * x2 + 1.0 / 17
  sum = sum * x2 + 1.0 / 15
  sum = sum * x2 + 1.0 / 13
  sum = sum * x2 + 1.0 / 11
  sum = sum * x2 + 1.0 / 9
  sum = sum * x2 + 1.0 / 7
  sum = sum * x2 + 1.0 / 5
  sum = sum * x2 + 1.0 / 3
  sum = sum * x2 + 1
  return k * LN2_HIGH + (2 * s * sum + k * LN2_LOW)
}

@inline
function cosTurn (u: f64): f64 {
  const v = u > 0.5 ? 1 - u : u
  const w = v > 0.25 ? 0.5 - v : v
  const folded = w > 0.125 ? sinOf(TURN * (0.25 - w)) : cosOf(TURN * w)
  return v > 0.25 ? -folded : folded
}

@inline
function cosOf (angle: f64): f64 {
  const x = angle * angle
  let sum: f64 = -1.0 / 6402373705728000
  sum = sum * x + 1.0 / 20922789888000
  sum = sum * x + -1.0 / 87178291200
  sum = sum * x + 1.0 / 479001600
  sum = sum * x + -1.0 / 3628800
  sum = sum * x + 1.0 / 40320
  sum = sum * x + -1.0 / 720
  sum = sum * x + 1.0 / 24
  sum = sum * x + -1.0 / 2
  return sum * x + 1
}

@inline
function sinOf (angle: f64): f64 {
  const x = angle * angle
  let sum: f64 = -1.0 / 121645100408832000
  sum = sum * x + 1.0 / 355687428096000
  sum = sum * x + -1.0 / 1307674368000
  sum = sum * x + 1.0 / 6227020800
  sum = sum * x + -1.0 / 39916800
  sum = sum * x + 1.0 / 362880
  sum = sum * x + -1.0 / 5040
  sum = sum * x + 1.0 / 120
  sum = sum * x + -1.0 / 6
  return angle * (sum * x + 1)
}
