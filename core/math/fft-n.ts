import { fail } from '../errors.js'
import { transformInPlace, transformOf } from './fft.js'
import { unitRoots } from './roots.js'
import type { Complex } from './roots.js'
import { FEW, realInverse } from './wasm/real-inverse.js'

/**
 * The Fourier transform along every axis of a row-major array.
 *
 * @param re - Real parts, as many as the product of `shape`.
 * @param im - Imaginary parts, as many.
 * @param shape - At least one axis, none empty.
 * @param inverse - The inverse transform, scaled by 1 / (product of `shape`).
 * @returns New arrays; the inputs are left as they are.
 * @throws RemixtureError `INPUT` for a wrong shape or length.
 */
export function fftN (
  re: ArrayLike<number>, im: ArrayLike<number>, shape: readonly number[], inverse = false
): Complex {
  checkShape('fftN', 'shape', shape)
  checkParts('fftN', re, im, shape)
  const result = { re: new Float64Array(re), im: new Float64Array(im) }
  for (let axis = 0; axis < shape.length; axis++) transformAxis(result, shape, axis, inverse)
  return result
}

/**
 * The real array of which a half spectrum is given: numpy's `irfftn(spectrum, s = output)`.
 *
 * The last axis of the spectrum holds the terms 0 … ⌊n/2⌋ of a real row of n numbers; the
 * imaginary parts of the terms that must be real (0, and n/2 of an even row) are ignored. Every
 * axis is cut or zero-padded at its end first, to `output` and the last one to ⌊n/2⌋ + 1.
 *
 * @param re - Real parts of the spectrum, row-major, as many as the product of `shape`.
 * @param im - Imaginary parts, as many.
 * @param shape - The shape of the spectrum.
 * @param output - The shape of the result; by default that of the spectrum, with 2 (m - 1) numbers
 * along the last axis for its m terms.
 * @throws RemixtureError `INPUT` for a wrong shape or length.
 */
export function irfftN (
  re: ArrayLike<number>, im: ArrayLike<number>, shape: readonly number[],
  output: readonly number[] = evenOutput(shape)
): Float64Array {
  checkShape('irfftN', 'shape', shape)
  checkShape('irfftN', 'output', output)
  checkParts('irfftN', re, im, shape)
  if (output.length !== shape.length) {
    throw fail('INPUT', 'irfftN', 'output', `must have ${shape.length} axes, as "shape"`, output)
  }
  const columns = output[output.length - 1]
  // Terms beyond those of the spectrum are 0, and so are their transforms along other axes
  const terms = Math.min(shape[shape.length - 1], Math.floor(columns / 2) + 1)
  const half = [...output.slice(0, -1), terms]
  const write = (intoRe: Float64Array, intoIm: Float64Array): void => {
    fit(re, shape, half, intoRe)
    fit(im, shape, half, intoIm)
  }
  return realInverse(half, output, write) ?? plainInverse(half, output, write)
}

/** What `realInverse` does, of any shape and without WebAssembly. */
export function plainInverse (
  half: readonly number[], output: readonly number[],
  write: (re: Float64Array, im: Float64Array) => void
): Float64Array {
  const size = product(half)
  const spectrum = { re: new Float64Array(size), im: new Float64Array(size) }
  write(spectrum.re, spectrum.im)
  for (let axis = 0; axis < half.length - 1; axis++) transformAxis(spectrum, half, axis, true)
  const [terms, columns] = [half[half.length - 1], output[output.length - 1]]
  return (terms <= FEW ? summedRows : transformedRows)(spectrum, terms, columns)
}

/** Real rows of `columns` numbers from the first `terms` of their half spectra, term by term. */
function summedRows ({ re, im }: Complex, terms: number, columns: number): Float64Array {
  const roots = unitRoots(Int32Array.from({ length: columns }, (_, k) => k), columns)
  const result = new Float64Array(re.length / terms * columns)
  for (let row = 0, at = 0; at < result.length; row += terms) {
    for (let j = 0; j < columns; j++, at++) {
      let sum = re[row]
      for (let k = 1; k < terms; k++) {
        const turn = j * k % columns
        const alone = 2 * k === columns
        const part = re[row + k] * roots.re[turn] +
          (alone ? 0 : im[row + k] * roots.im[turn])
        sum += alone ? part : 2 * part
      }
      result[at] = sum / columns
    }
  }
  return result
}

/**
 * The same by transforms: two rows are the real and the imaginary part of one, and all of these
 * are transformed at once.
 */
function transformedRows ({ re, im }: Complex, terms: number, columns: number): Float64Array {
  const rows = re.length / terms
  const pairs = Math.ceil(rows / 2)
  const x = { re: new Float64Array(columns * pairs), im: new Float64Array(columns * pairs) }
  for (let k = 0; k < terms; k++) {
    const real = 2 * k % columns === 0
    const mirror = (columns - k) % columns * pairs
    for (let pair = 0, a = k; pair < pairs; pair++, a += 2 * terms) {
      const b = 2 * pair + 1 < rows ? a + terms : -1
      const [aIm, bRe, bIm] = [real ? 0 : im[a], b < 0 ? 0 : re[b], real || b < 0 ? 0 : im[b]]
      x.re[mirror + pair] = re[a] + bIm
      x.im[mirror + pair] = bRe - aIm
      x.re[k * pairs + pair] = re[a] - bIm
      x.im[k * pairs + pair] = bRe + aIm
    }
  }
  transformInPlace(transformOf(columns), x, true, pairs)
  const result = new Float64Array(rows * columns)
  for (let row = 0, at = 0; row < rows; row++) {
    const part = row % 2 === 0 ? x.re : x.im
    for (let k = 0, from = row >> 1; k < columns; k++, from += pairs) result[at++] = part[from]
  }
  return result
}

/** Transforms every line of `x` along one axis, in place. */
function transformAxis (
  { re, im }: Complex, shape: readonly number[], axis: number, inverse: boolean
): void {
  const lanes = product(shape.slice(axis + 1))
  const size = shape[axis] * lanes
  const transform = transformOf(shape[axis])
  for (let first = 0; first < re.length; first += size) {
    const part = { re: re.subarray(first, first + size), im: im.subarray(first, first + size) }
    transformInPlace(transform, part, inverse, lanes)
  }
}

/** Puts an array, cut or padded at the end of every axis, into an array of zeros. */
function fit (
  data: ArrayLike<number>, shape: readonly number[], wanted: readonly number[], into: Float64Array
): void {
  if (shape.every((length, axis) => length === wanted[axis])) return into.set(data)
  const copy = (axis: number, from: number, to: number): void => {
    const shared = Math.min(shape[axis], wanted[axis])
    for (let k = 0; k < shared; k++) {
      const source = from * shape[axis] + k
      const target = to * wanted[axis] + k
      if (axis === shape.length - 1) into[target] = data[source]
      else copy(axis + 1, source, target)
    }
  }
  copy(0, 0, 0)
}

function evenOutput (shape: readonly number[]): number[] {
  return shape.map((length, axis) => axis === shape.length - 1 ? 2 * (length - 1) : length)
}

function checkShape (who: string, input: string, shape: readonly number[]): void {
  if (shape.length === 0 || shape.some(length => !Number.isInteger(length) || length < 1)) {
    throw fail('INPUT', who, input, 'must list whole numbers of at least 1', shape)
  }
}

function checkParts (
  who: string, re: ArrayLike<number>, im: ArrayLike<number>, shape: readonly number[]
): void {
  const size = product(shape)
  if (re.length !== size) throw fail('INPUT', who, 're', `must have ${size} numbers`, re)
  if (im.length !== size) throw fail('INPUT', who, 'im', `must have ${size} numbers`, im)
}

function product (shape: readonly number[]): number {
  return shape.reduce((total, length) => total * length, 1)
}
