import { fail } from '../errors.js'
import { bluestein } from './bluestein.js'
import { factors, smallFactors } from './factors.js'
import { stockham } from './stockham.js'
import type { Complex } from './roots.js'
import type { Transform } from './stockham.js'

/** How many lengths are kept; the one unused for longest goes first. */
const KEPT = 16
const transforms = new Map<number, Transform>()

/**
 * The discrete Fourier transform of any length: X[k] = Σ x[j] exp(-2πi jk / n), in O(n log n).
 *
 * @param re - Real parts, n ≥ 1 of them.
 * @param im - Imaginary parts, as many.
 * @param inverse - x[j] = Σ X[k] exp(+2πi jk / n) / n instead.
 * @returns New arrays; the inputs are left as they are.
 * @throws RemixtureError `INPUT` where the lengths differ or are 0.
 */
export function fft (re: ArrayLike<number>, im: ArrayLike<number>, inverse = false): Complex {
  if (re.length === 0) throw fail('INPUT', 'fft', 're', 'must have at least one number', re)
  if (im.length !== re.length) {
    throw fail('INPUT', 'fft', 'im', `must have ${re.length} numbers, as "re"`, im)
  }
  const result = { re: new Float64Array(re), im: new Float64Array(im) }
  transformInPlace(transformOf(re.length), result, inverse)
  return result
}

/**
 * The first ⌊n/2⌋ + 1 terms of the transform of n real numbers; the others are their conjugates.
 *
 * @throws RemixtureError `INPUT` where `x` is empty.
 */
export function rfft (x: ArrayLike<number>): Complex {
  if (x.length === 0) throw fail('INPUT', 'rfft', 'x', 'must have at least one number', x)
  const { re, im } = fft(x, new Float64Array(x.length))
  const terms = Math.floor(x.length / 2) + 1
  return { re: re.slice(0, terms), im: im.slice(0, terms) }
}

/**
 * The frequencies of a transform's terms, in cycles per unit of `spacing`: 0, 1, … , -2, -1 over
 * n · spacing.
 * For even n the middle one is negative, as in numpy's `fftfreq`.
 *
 * @throws RemixtureError `INPUT` unless `n` is a whole number of at least 1.
 */
export function fftFrequencies (n: number, spacing = 1): Float64Array {
  if (!Number.isInteger(n) || n < 1) {
    throw fail('INPUT', 'fftFrequencies', 'n', 'must be a whole number of at least 1', n)
  }
  const half = Math.ceil(n / 2)
  // Not k / (n · spacing), which rounds differently: numbers are to equal numpy's bit for bit.
  const step = 1 / (n * spacing)
  return Float64Array.from({ length: n }, (_, k) => (k < half ? k : k - n) * step)
}

/** Runs a transform in place; the inverse is the forward one with the parts exchanged, scaled. */
export function transformInPlace (
  transform: Transform, { re, im }: Complex, inverse: boolean, lanes = 1
): void {
  if (!inverse) return transform(re, im, lanes)
  transform(im, re, lanes)
  const length = re.length / lanes
  for (let k = 0; k < re.length; k++) {
    re[k] /= length
    im[k] /= length
  }
}

/** The transform of a length, made on first use and kept. */
export function transformOf (length: number): Transform {
  const transform = transforms.get(length) ?? planned(length)
  transforms.delete(length)
  transforms.set(length, transform)
  if (transforms.size > KEPT) transforms.delete(transforms.keys().next().value!)
  return transform
}

function planned (length: number): Transform {
  const radices = smallFactors(length)
  if (radices !== undefined) return stockham(radices)
  const padded = 2 ** Math.ceil(Math.log2(2 * length - 1))
  return bluestein(length, padded, stockham(factors(padded)))
}
