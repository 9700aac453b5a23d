/** The periodic Hann window of a length: that of spectra. */
export function hann (length: number): Float64Array {
  return Float64Array.from({ length }, (_, k) => 0.5 - 0.5 * Math.cos(2 * Math.PI * k / length))
}
