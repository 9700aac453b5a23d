/*
 * The passes of stockham.ts, two numbers at a time: the same operations in the same order, so that
 * the numbers are the same to the last bit.
 *
 * Real parts start at `from` and `to`, imaginary ones `apart` bytes behind them. Blocks have at
 * least 2 numbers; of an odd block the last but one is done twice.
 */

/** Bytes of a number. */
const F: usize = 8

/** Roots stand at `roots`, the real and the imaginary part of each side by side. */
@inline
function cosine (roots: usize, turn: usize): v128 {
  return v128.load64_splat(roots + (turn << 4))
}

@inline
function sine (roots: usize, turn: usize): v128 {
  return v128.load64_splat(roots + (turn << 4), 8)
}

@inline
function turned (
  to: usize, apart: usize, re: v128, im: v128, cos: v128, sin: v128
): void {
  v128.store(to, v128.sub<f64>(v128.mul<f64>(re, cos), v128.mul<f64>(im, sin)))
  v128.store(to + apart, v128.add<f64>(v128.mul<f64>(re, sin), v128.mul<f64>(im, cos)))
}

/** Where the number behind the next two is done from: those at the end of a block overlap. */
@inline
function following (q: usize, stride: usize): usize {
  return q + 2 * F < stride && q + 4 * F > stride ? stride - 2 * F : q + 2 * F
}

export function passOf2 (
  from: usize, to: usize, apart: usize, rest: usize, step: usize, numbers: usize, roots: usize
): void {
  const stride = numbers * F
  const half = rest * stride
  for (let block: usize = 0; block < rest; block++) {
    const c = cosine(roots, block * step)
    const s = sine(roots, block * step)
    for (let q: usize = 0; q < stride; q = following(q, stride)) {
      const a = from + block * stride + q
      const at = to + 2 * block * stride + q
      const re = v128.load(a)
      const im = v128.load(a + apart)
      const otherRe = v128.load(a + half)
      const otherIm = v128.load(a + half + apart)
      v128.store(at, v128.add<f64>(re, otherRe))
      v128.store(at + apart, v128.add<f64>(im, otherIm))
      turned(at + stride, apart, v128.sub<f64>(re, otherRe), v128.sub<f64>(im, otherIm), c, s)
    }
  }
}

export function passOf4 (
  from: usize, to: usize, apart: usize, rest: usize, step: usize, numbers: usize, roots: usize
): void {
  const stride = numbers * F
  const run = rest * stride
  for (let block: usize = 0; block < rest; block++) {
    const turn = block * step
    const c1 = cosine(roots, turn)
    const s1 = sine(roots, turn)
    const c2 = cosine(roots, 2 * turn)
    const s2 = sine(roots, 2 * turn)
    const c3 = cosine(roots, 3 * turn)
    const s3 = sine(roots, 3 * turn)
    for (let q: usize = 0; q < stride; q = following(q, stride)) {
      const a = from + block * stride + q
      const b = a + run
      const c = b + run
      const d = c + run
      const at = to + 4 * block * stride + q
      const aRe = v128.load(a)
      const cRe = v128.load(c)
      const bRe = v128.load(b)
      const dRe = v128.load(d)
      const aIm = v128.load(a + apart)
      const cIm = v128.load(c + apart)
      const bIm = v128.load(b + apart)
      const dIm = v128.load(d + apart)
      const evenRe = v128.add<f64>(aRe, cRe)
      const evenIm = v128.add<f64>(aIm, cIm)
      const oddRe = v128.add<f64>(bRe, dRe)
      const oddIm = v128.add<f64>(bIm, dIm)
      const evenGapRe = v128.sub<f64>(aRe, cRe)
      const evenGapIm = v128.sub<f64>(aIm, cIm)
      const oddGapRe = v128.sub<f64>(bIm, dIm)
      const oddGapIm = v128.sub<f64>(dRe, bRe)
      v128.store(at, v128.add<f64>(evenRe, oddRe))
      v128.store(at + apart, v128.add<f64>(evenIm, oddIm))
      turned(at + stride, apart,
        v128.add<f64>(evenGapRe, oddGapRe), v128.add<f64>(evenGapIm, oddGapIm), c1, s1)
      turned(at + 2 * stride, apart,
        v128.sub<f64>(evenRe, oddRe), v128.sub<f64>(evenIm, oddIm), c2, s2)
      turned(at + 3 * stride, apart,
        v128.sub<f64>(evenGapRe, oddGapRe), v128.sub<f64>(evenGapIm, oddGapIm), c3, s3)
    }
  }
}

/** @param spare - 64 bytes for each pair of terms that meet conjugate roots */
export function passOfOdd (
  from: usize, to: usize, apart: usize, rest: usize, step: usize, numbers: usize, roots: usize,
  radix: usize, spare: usize
): void {
  const stride = numbers * F
  const run = rest * stride
  const half = (radix - 1) >> 1
  const between = rest * step
  for (let block: usize = 0; block < rest; block++) {
    for (let q: usize = 0; q < stride; q = following(q, stride)) {
      const a = from + block * stride + q
      const at = to + radix * block * stride + q
      const firstRe = v128.load(a)
      const firstIm = v128.load(a + apart)
      let allRe = firstRe
      let allIm = firstIm
      for (let j: usize = 1; j <= half; j++) {
        const b = a + j * run
        const c = a + (radix - j) * run
        const bRe = v128.load(b)
        const bIm = v128.load(b + apart)
        const cRe = v128.load(c)
        const cIm = v128.load(c + apart)
        const sumRe = v128.add<f64>(bRe, cRe)
        const sumIm = v128.add<f64>(bIm, cIm)
        const pair = spare + (j << 6)
        v128.store(pair, sumRe)
        v128.store(pair, sumIm, 16)
        v128.store(pair, v128.sub<f64>(bRe, cRe), 32)
        v128.store(pair, v128.sub<f64>(bIm, cIm), 48)
        allRe = v128.add<f64>(allRe, sumRe)
        allIm = v128.add<f64>(allIm, sumIm)
      }
      v128.store(at, allRe)
      v128.store(at + apart, allIm)
      for (let k: usize = 1; k <= half; k++) {
        let evenRe = firstRe
        let evenIm = firstIm
        let oddRe = v128.splat<f64>(0)
        let oddIm = v128.splat<f64>(0)
        let turn: usize = 0
        for (let j: usize = 1; j <= half; j++) {
          turn += k
          if (turn >= radix) turn -= radix
          const cos = cosine(roots, turn * between)
          const sin = sine(roots, turn * between)
          const pair = spare + (j << 6)
          evenRe = v128.add<f64>(evenRe, v128.mul<f64>(cos, v128.load(pair)))
          evenIm = v128.add<f64>(evenIm, v128.mul<f64>(cos, v128.load(pair, 16)))
          oddRe = v128.sub<f64>(oddRe, v128.mul<f64>(sin, v128.load(pair, 48)))
          oddIm = v128.add<f64>(oddIm, v128.mul<f64>(sin, v128.load(pair, 32)))
        }
        const mirror = radix - k
        const i = k * block * step
        const m = mirror * block * step
        turned(at + k * stride, apart, v128.add<f64>(evenRe, oddRe), v128.add<f64>(evenIm, oddIm),
          cosine(roots, i), sine(roots, i))
        turned(at + mirror * stride, apart,
          v128.sub<f64>(evenRe, oddRe), v128.sub<f64>(evenIm, oddIm),
          cosine(roots, m), sine(roots, m))
      }
    }
  }
}
