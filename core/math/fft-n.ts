import { fail } from '../errors.js'
import { transformInPlace, transformOf } from './fft.js'
import type { Complex } from './roots.js'

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
  const terms = Math.floor(columns / 2) + 1
  const half = [...output.slice(0, -1), terms]
  const spectrum = { re: fitted(re, shape, half), im: fitted(im, shape, half) }
  for (let axis = 0; axis < half.length - 1; axis++) transformAxis(spectrum, half, axis, true)

  const result = new Float64Array(product(output))
  const row = { re: new Float64Array(columns), im: new Float64Array(columns) }
  const transform = transformOf(columns)
  for (let start = 0, at = 0; at < result.length; start += terms, at += columns) {
    for (let k = 0; k < columns; k++) {
      const mirrored = k >= terms
      const term = start + (mirrored ? columns - k : k)
      row.re[k] = spectrum.re[term]
      row.im[k] = mirrored ? -spectrum.im[term] : 2 * k % columns === 0 ? 0 : spectrum.im[term]
    }
    transformInPlace(transform, row, true)
    result.set(row.re, at)
  }
  return result
}

/** Transforms every line of `x` along one axis, in place. */
function transformAxis (
  x: Complex, shape: readonly number[], axis: number, inverse: boolean
): void {
  const length = shape[axis]
  const stride = product(shape.slice(axis + 1))
  const transform = transformOf(length)
  const line = { re: new Float64Array(length), im: new Float64Array(length) }
  for (let first = 0; first < x.re.length; first += length * stride) {
    for (let start = first; start < first + stride; start++) {
      for (let k = 0; k < length; k++) {
        line.re[k] = x.re[start + k * stride]
        line.im[k] = x.im[start + k * stride]
      }
      transformInPlace(transform, line, inverse)
      for (let k = 0; k < length; k++) {
        x.re[start + k * stride] = line.re[k]
        x.im[start + k * stride] = line.im[k]
      }
    }
  }
}

/** An array cut or zero-padded at the end of every axis. */
function fitted (
  data: ArrayLike<number>, shape: readonly number[], wanted: readonly number[]
): Float64Array {
  const result = new Float64Array(product(wanted))
  const copy = (axis: number, from: number, to: number): void => {
    const shared = Math.min(shape[axis], wanted[axis])
    for (let k = 0; k < shared; k++) {
      const source = from * shape[axis] + k
      const target = to * wanted[axis] + k
      if (axis === shape.length - 1) result[target] = data[source]
      else copy(axis + 1, source, target)
    }
  }
  copy(0, 0, 0)
  return result
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
