/** Complex numbers, the real and the imaginary parts apart. */
export interface Complex { readonly re: Float64Array, readonly im: Float64Array }

/**
 * exp(-2πi · `numerators[k]` / `n`), each within one rounding.
 *
 * Angles are taken from the nearest quarter turn, so that quarter turns are exact and large `n`
 * loses nothing.
 */
export function unitRoots (numerators: ArrayLike<number>, n: number): Complex {
  const re = new Float64Array(numerators.length)
  const im = new Float64Array(numerators.length)
  for (let k = 0; k < numerators.length; k++) {
    const quarter = Math.round(4 * numerators[k] / n)
    const angle = Math.PI / 2 * (4 * numerators[k] - quarter * n) / n
    const cos = Math.cos(angle)
    const sin = Math.sin(angle)
    const turn = quarter % 4
    re[k] = turn === 0 ? cos : turn === 1 ? -sin : turn === 2 ? -cos : sin
    im[k] = turn === 0 ? -sin : turn === 1 ? -cos : turn === 2 ? sin : cos
  }
  return { re, im }
}
