/**
 * Tests of distributions, and the distribution functions that they need.
 *
 * Formulas: NIST Digital Library of Mathematical Functions (DLMF), chapters 5, 7 and 8.
 */

type Distribution = (x: number) => number

/**
 * One-sample Kolmogorov-Smirnov: the probability of a distance at least as large as that of
 * `samples` to the law `cdf`. For a law with atoms it is an upper bound.
 *
 * Kolmogorov's limit law with the correction for finite samples of Vrbik, Pioneer Journal of
 * Theoretical and Applied Statistics 15 (2018).
 */
export function ksTest (samples: ArrayLike<number>, cdf: Distribution): number {
  const sorted = ordered(samples)
  let distance = 0
  sorted.forEach((value, index) => {
    const below = cdf(value)
    if (!(below >= 0 && below <= 1)) throw new RangeError(`the cdf of ${value} is ${below}`)
    distance = Math.max(
      distance, below - index / sorted.length, (index + 1) / sorted.length - below
    )
  })
  const root = Math.sqrt(sorted.length)
  const scaled = distance * root
  return kolmogorov(scaled + 1 / (6 * root) + (scaled - 1) / (4 * sorted.length))
}

/**
 * Two-sample Kolmogorov-Smirnov: the probability of a distance at least as large, by the limit law,
 * which is meant for hundreds of samples. For laws with atoms it is an upper bound.
 */
export function ksTwoSample (first: ArrayLike<number>, second: ArrayLike<number>): number {
  const a = ordered(first)
  const b = ordered(second)
  let distance = 0
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const value = Math.min(a[i], b[j])
    while (i < a.length && a[i] === value) i++
    while (j < b.length && b[j] === value) j++
    distance = Math.max(distance, Math.abs(i / a.length - j / b.length))
  }
  return kolmogorov(distance * Math.sqrt(a.length * b.length / (a.length + b.length)))
}

/**
 * Pearson's chi-square: the probability of counts at least as far from the expected ones. Both
 * must have the same total, and every expected count should be 5 or more. A cell where nothing is
 * expected must be empty, or the probability is 0.
 * @param fitted parameters of the expected counts that were estimated from the observed ones
 */
export function chiSquare (
  observed: ArrayLike<number>, expected: ArrayLike<number>, fitted = 0
): number {
  const cells = Array.from(observed, (count, cell) => [count, expected[cell]])
  const total = (column: number): number => cells.reduce((sum, cell) => sum + cell[column], 0)
  if (observed.length !== expected.length || !(Math.abs(total(0) - total(1)) < 1e-6 * total(0))) {
    throw new RangeError(`${total(0)} observed in ${observed.length} cells, ` +
      `${total(1)} expected in ${expected.length}`)
  }
  if (cells.some(([count, mean]) => count > 0 && mean === 0)) return 0
  const used = cells.filter(([, mean]) => mean > 0)
  const freedom = used.length - 1 - fitted
  if (freedom < 1) throw new RangeError(`${used.length} cells leave no freedom`)
  const statistic = used.reduce((sum, [count, mean]) => sum + (count - mean) ** 2 / mean, 0)
  return 1 - incompleteGamma(freedom / 2, statistic / 2)
}

/** Φ(x): the standard normal distribution function. DLMF 7.11.1. */
export function normalCdf (x: number): number {
  return (1 + Math.sign(x) * incompleteGamma(0.5, x * x / 2)) / 2
}

/** P(a, x): the distribution function of Gamma(a, 1). DLMF 8.11.4 and 8.9.2. */
export function incompleteGamma (a: number, x: number): number {
  if (x <= 0) return 0
  if (x === Infinity) return 1
  const front = Math.exp(a * Math.log(x) - x - logGamma(a))
  if (x > a + 1) {
    return 1 - front * continuedFraction(x + 1 - a, n => [n * (a - n), x + 2 * n + 1 - a])
  }
  let sum = 1 / a
  for (let n = 1, term = sum; term > sum * 1e-17; n++) sum += term *= x / (a + n)
  return front * sum
}

/** I_x(a, b): the distribution function of Beta(a, b). DLMF 8.17.22 and 8.17.4. */
export function incompleteBeta (a: number, b: number, x: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  // Where the fraction converges slowly, the other tail is computed
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(b, a, 1 - x)
  const logBeta = logGamma(a) + logGamma(b) - logGamma(a + b)
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta) / a
  return front * continuedFraction(1, n => {
    const m = n >> 1
    const numerator = n % 2 === 0
      ? m * (b - m) * x / ((a + n - 1) * (a + n))
      : -(a + m) * (a + b + m) * x / ((a + n - 1) * (a + n))
    return [numerator, 1]
  })
}

/** log Γ(x) for x > 0: Stirling's series (DLMF 5.11.1) after the recurrence has raised x. */
export function logGamma (x: number): number {
  let shift = 0
  let z = x
  for (; z < 15; z++) shift += Math.log(z)
  const square = 1 / (z * z)
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / z
  return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series - shift
}

/** 1 / (b0 + a1 / (b1 + a2 / (b2 + …))), by Lentz' method as Thompson and Barnett gave it. */
function continuedFraction (
  start: number, term: (n: number) => [numerator: number, denominator: number]
): number {
  const nonzero = (value: number): number => value === 0 ? 1e-300 : value
  let value = nonzero(start)
  let c = value
  let d = 0
  for (let n = 1; n < 1e5; n++) {
    const [numerator, denominator] = term(n)
    d = 1 / nonzero(denominator + numerator * d)
    c = nonzero(denominator + numerator / c)
    value *= c * d
    if (Math.abs(c * d - 1) < 1e-15) return 1 / value
  }
  throw new RangeError('the continued fraction does not converge')
}

/** Kolmogorov's limit law: the probability of a distance of at least x / √n. */
function kolmogorov (x: number): number {
  if (x < 0.1) return 1
  let sum = 0
  if (x < 1) {
    const odd = Math.PI ** 2 / (8 * x * x)
    for (let k = 1; k < 20; k += 2) sum += Math.exp(-k * k * odd)
    return 1 - Math.sqrt(2 * Math.PI) / x * sum
  }
  for (let k = 1; k < 20; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x)
  return sum
}

function ordered (samples: ArrayLike<number>): Float64Array {
  const sorted = Float64Array.from(samples).sort()
  if (sorted.length === 0 || sorted.some(Number.isNaN)) {
    throw new RangeError('samples must be numbers, and there must be some')
  }
  return sorted
}
