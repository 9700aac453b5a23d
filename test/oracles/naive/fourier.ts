/** Frequencies of a Fourier transform of n terms, in cycles a cell, as numpy lists them. */
function frequencies (n: number): number[] {
  return Array.from({ length: n }, (_, k) => (k < n / 2 ? k : k - n) / n)
}

/**
 * FMix's smooth image of two axes, term by term, from noise `[h, terms, 2]` as it comes.
 *
 * @param skewed - as its code has it: the parts of the noise are its rows 0 and 1
 */
export function smoothImage (
  [h, w]: readonly number[], decay: number, skewed: boolean, normal: () => number
): number[] {
  const [fy, fx] = [frequencies(h), frequencies(w).slice(0, Math.floor(w / 2) + 1 + w % 2)]
  const scale = (f: number): number => 1 / Math.max(f, 1 / Math.max(h, w)) ** decay
  const noise = fy.map(y => fx.map(x =>
    [normal(), normal()].map(value => scale(Math.hypot(y, x)) * value)))
  /** Real and imaginary part of a term of the half spectrum. */
  const term = (ky: number, kx: number): readonly [number, number] => {
    if (!skewed) return [noise[ky][kx][0], noise[ky][kx][1]]
    if (ky >= fx.length || kx > 1) return [0, 0]
    return [noise[0][ky][kx], h > 1 ? noise[1][ky][kx] : 0]
  }
  const image = Array.from({ length: h * w }, (_, k) => {
    const [y, x] = [Math.floor(k / w), k % w]
    let sum = 0
    for (let kx = 0; kx <= Math.floor(w / 2); kx++) {
      for (let ky = 0; ky < h; ky++) {
        const [re, im] = term(ky, kx)
        const angle = 2 * Math.PI * (ky * y / h + kx * x / w)
        const twice = kx === 0 || 2 * kx === w ? 1 : 2
        sum += twice * (re * Math.cos(angle) - im * Math.sin(angle))
      }
    }
    return sum
  })
  const [low, high] = [Math.min(...image), Math.max(...image)]
  return image.map(value => high > low ? (value - low) / (high - low) : 0)
}
