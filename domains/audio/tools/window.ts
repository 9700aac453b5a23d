let kept = new Float64Array(0)

/** The periodic Hann window of a length: that of spectra. It is kept, and nobody changes it. */
export function hann (length: number): Float64Array {
  if (kept.length !== length) {
    kept = Float64Array.from({ length },
      (_, k) => 0.5 - 0.5 * Math.cos(2 * Math.PI * k / length))
  }
  return kept
}
