import { unitRoots } from './roots.js'
import type { Complex } from './roots.js'

/**
 * The unscaled forward transform, in place; with `re` and `im` exchanged, the inverse one.
 *
 * @param lanes - how many sequences are transformed at once; number k of the one in lane l stands
 *   at `k * lanes + l`, as along the first axis of an array
 */
export type Transform = (re: Float64Array, im: Float64Array, lanes?: number) => void

/**
 * The transform of a length that is a product of small factors: Stockham's self-sorting algorithm
 * (in Cochran et al., What is the fast Fourier transform?, 1967), one pass a factor.
 *
 * Each pass reads `radix` runs of `rest` blocks of `stride` numbers and writes them regrouped, so
 * nothing has to be reordered in the end.
 */
export function stockham (radices: readonly number[]): Transform {
  const length = radices.reduce((product, radix) => product * radix, 1)
  const roots = unitRoots(Int32Array.from({ length }, (_, k) => k), length)
  const one = { re: new Float64Array(length), im: new Float64Array(length) }
  return (re, im, lanes = 1) => {
    const spare = lanes === 1
      ? one
      : { re: new Float64Array(re.length), im: new Float64Array(re.length) }
    let from: Complex = { re, im }
    let to: Complex = spare
    let step = 1
    for (const radix of radices) {
      const rest = length / step / radix
      // Lanes are as many more numbers of a block: all of it is about them alike
      const pass = { rest, step, stride: step * lanes }
      if (radix === 4) passOf4(from, to, pass, roots)
      else if (radix === 2) passOf2(from, to, pass, roots)
      else passOfOdd(radix, from, to, pass, roots)
      step *= radix
      const swap = from
      from = to
      to = swap
    }
    if (from === spare) {
      re.set(spare.re)
      im.set(spare.im)
    }
  }
}

interface Pass {
  /** How many blocks a run has. */
  readonly rest: number
  /** The turns between the roots of two blocks. */
  readonly step: number
  /** How many numbers a block has. */
  readonly stride: number
}

function passOf2 (from: Complex, to: Complex, { rest, step, stride }: Pass, roots: Complex): void {
  const half = rest * stride
  const { re, im } = from
  const { re: outRe, im: outIm } = to
  for (let block = 0; block < rest; block++) {
    const c = roots.re[block * step]
    const s = roots.im[block * step]
    const end = (block + 1) * stride
    for (let a = block * stride, at = 2 * a; a < end; a++, at++) {
      const b = a + half
      const gapRe = re[a] - re[b]
      const gapIm = im[a] - im[b]
      outRe[at] = re[a] + re[b]
      outIm[at] = im[a] + im[b]
      outRe[at + stride] = gapRe * c - gapIm * s
      outIm[at + stride] = gapRe * s + gapIm * c
    }
  }
}

function passOf4 (from: Complex, to: Complex, { rest, step, stride }: Pass, roots: Complex): void {
  const run = rest * stride
  const { re, im } = from
  const { re: outRe, im: outIm } = to
  const { re: cosines, im: sines } = roots
  for (let block = 0; block < rest; block++) {
    const turn = block * step
    const c1 = cosines[turn]
    const s1 = sines[turn]
    const c2 = cosines[2 * turn]
    const s2 = sines[2 * turn]
    const c3 = cosines[3 * turn]
    const s3 = sines[3 * turn]
    const end = (block + 1) * stride
    for (let a = block * stride, at = 4 * a; a < end; a++, at++) {
      const b = a + run
      const c = b + run
      const d = c + run
      const evenRe = re[a] + re[c]
      const evenIm = im[a] + im[c]
      const oddRe = re[b] + re[d]
      const oddIm = im[b] + im[d]
      const evenGapRe = re[a] - re[c]
      const evenGapIm = im[a] - im[c]
      // -i times the gap of the odd ones.
      const oddGapRe = im[b] - im[d]
      const oddGapIm = re[d] - re[b]
      outRe[at] = evenRe + oddRe
      outIm[at] = evenIm + oddIm
      const re1 = evenGapRe + oddGapRe
      const im1 = evenGapIm + oddGapIm
      outRe[at + stride] = re1 * c1 - im1 * s1
      outIm[at + stride] = re1 * s1 + im1 * c1
      const re2 = evenRe - oddRe
      const im2 = evenIm - oddIm
      outRe[at + 2 * stride] = re2 * c2 - im2 * s2
      outIm[at + 2 * stride] = re2 * s2 + im2 * c2
      const re3 = evenGapRe - oddGapRe
      const im3 = evenGapIm - oddGapIm
      outRe[at + 3 * stride] = re3 * c3 - im3 * s3
      outIm[at + 3 * stride] = re3 * s3 + im3 * c3
    }
  }
}

/**
 * The pass of an odd radix, by its definition: such factors are few and small.
 *
 * The terms j and radix - j meet conjugate roots, so their sum and their difference serve both k
 * and radix - k.
 */
function passOfOdd (
  radix: number, from: Complex, to: Complex, { rest, step, stride }: Pass, roots: Complex
): void {
  const run = rest * stride
  const half = (radix - 1) / 2
  const [sumRe, sumIm, gapRe, gapIm] = Array.from({ length: 4 }, () => new Float64Array(half + 1))
  const apart = rest * step
  const root = Int32Array.from({ length: radix * half + 1 }, (_, turns) => turns % radix * apart)
  for (let block = 0; block < rest; block++) {
    const first = block * stride
    for (let q = 0; q < stride; q++) {
      const a = first + q
      const at = radix * first + q
      let allRe = from.re[a]
      let allIm = from.im[a]
      for (let j = 1; j <= half; j++) {
        const b = a + j * run
        const c = a + (radix - j) * run
        sumRe[j] = from.re[b] + from.re[c]
        sumIm[j] = from.im[b] + from.im[c]
        gapRe[j] = from.re[b] - from.re[c]
        gapIm[j] = from.im[b] - from.im[c]
        allRe += sumRe[j]
        allIm += sumIm[j]
      }
      to.re[at] = allRe
      to.im[at] = allIm
      for (let k = 1; k <= half; k++) {
        let evenRe = from.re[a]
        let evenIm = from.im[a]
        let oddRe = 0
        let oddIm = 0
        for (let j = 1; j <= half; j++) {
          const cos = roots.re[root[j * k]]
          const sin = roots.im[root[j * k]]
          evenRe += cos * sumRe[j]
          evenIm += cos * sumIm[j]
          oddRe -= sin * gapIm[j]
          oddIm += sin * gapRe[j]
        }
        const mirror = radix - k
        const i = k * block * step
        const j = mirror * block * step
        turn(to, at + k * stride, evenRe + oddRe, evenIm + oddIm, roots.re[i], roots.im[i])
        turn(to, at + mirror * stride, evenRe - oddRe, evenIm - oddIm, roots.re[j], roots.im[j])
      }
    }
  }
}

function turn (to: Complex, at: number, re: number, im: number, cos: number, sin: number): void {
  to.re[at] = re * cos - im * sin
  to.im[at] = re * sin + im * cos
}
