import { unitRoots } from './roots.js'
import type { Transform } from './stockham.js'

/**
 * The transform of any length as a convolution with a chirp (Bluestein 1970), since
 * jk = (j² + k² - (k - j)²) / 2.
 *
 * `padded` is a length of at least 2 · `length` - 1, and `convolve` its transform.
 */
export function bluestein (length: number, padded: number, convolve: Transform): Transform {
  const chirp = unitRoots(squares(length), 2 * length)
  const kernel = { re: new Float64Array(padded), im: new Float64Array(padded) }
  for (let k = 0; k < length; k++) {
    // Once for the offset k, once for -k. The inverse transform's scale is put in here.
    for (const at of [k, (padded - k) % padded]) {
      kernel.re[at] = chirp.re[k] / padded
      kernel.im[at] = -chirp.im[k] / padded
    }
  }
  convolve(kernel.re, kernel.im)
  const a = { re: new Float64Array(padded), im: new Float64Array(padded) }
  const along = (re: Float64Array, im: Float64Array, first: number, step: number): void => {
    for (let k = 0, at = first; k < length; k++, at += step) {
      a.re[k] = re[at] * chirp.re[k] - im[at] * chirp.im[k]
      a.im[k] = re[at] * chirp.im[k] + im[at] * chirp.re[k]
    }
    a.re.fill(0, length)
    a.im.fill(0, length)
    convolve(a.re, a.im)
    for (let k = 0; k < padded; k++) {
      const real = a.re[k]
      a.re[k] = real * kernel.re[k] - a.im[k] * kernel.im[k]
      a.im[k] = real * kernel.im[k] + a.im[k] * kernel.re[k]
    }
    convolve(a.im, a.re)
    for (let k = 0, at = first; k < length; k++, at += step) {
      re[at] = a.re[k] * chirp.re[k] - a.im[k] * chirp.im[k]
      im[at] = a.re[k] * chirp.im[k] + a.im[k] * chirp.re[k]
    }
  }
  return (re, im, lanes = 1) => {
    for (let lane = 0; lane < lanes; lane++) along(re, im, lane, lanes)
  }
}

/** k² modulo 2n for k = 0 … n - 1, without ever leaving exact whole numbers. */
function squares (n: number): Float64Array {
  const list = new Float64Array(n)
  for (let k = 1; k < n; k++) list[k] = (list[k - 1] + 2 * k - 1) % (2 * n)
  return list
}
