/**
 * The share of Beta(alpha, beta) below x: the regularised incomplete beta function, by its
 * continued fraction (DLMF 8.17.22) with Lentz's method.
 *
 * @param x - 0 … 1
 * @param alpha - above 0, as is beta
 * @returns 0 … 1, to about 1e-12
 */
export function betaBelow (x: number, alpha: number, beta: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  // The fraction converges fast only on this side of the mean.
  if (x > (alpha + 1) / (alpha + beta + 2)) return 1 - betaBelow(1 - x, beta, alpha)
  const scale = alpha * Math.log(x) + beta * Math.log1p(-x) -
    logGamma(alpha) - logGamma(beta) + logGamma(alpha + beta)
  return Math.exp(scale) / alpha / fraction(x, alpha, beta)
}

/** 1 + d1/(1 + d2/(1 + …)); the incomplete beta function has it in its denominator. */
function fraction (x: number, alpha: number, beta: number): number {
  let [value, above, below] = [1, 1, 0]
  for (let n = 1; n < 500; n++) {
    const m = Math.floor(n / 2)
    const end = alpha + 2 * m
    const d = n % 2 === 0
      ? m * (beta - m) * x / ((end - 1) * end)
      : -(alpha + m) * (alpha + beta + m) * x / (end * (end + 1))
    below = 1 / (1 + d * below)
    above = 1 + d / above
    value *= above * below
    if (Math.abs(above * below - 1) < 1e-14) break
  }
  return value
}

/** ln Γ(x) for x above 0: Stirling's series, from where it is exact to float64. */
export function logGamma (x: number): number {
  if (x < 12) return logGamma(x + 1) - Math.log(x)
  const square = x * x
  const series = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * square)) / square) / square) / x
  return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series
}
