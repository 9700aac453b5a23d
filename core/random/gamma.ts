import { exp, log, log1p } from './elementary.js'
import { normal } from './normal.js'
import { parameters } from './parameters.js'
import type { Source } from './words.js'

/** Below this, numbers differ from 0 or 1 with a probability of 1e-97: only ratios matter. */
const TINY = 1e-100

/**
 * A Gamma(alpha, 1) number; 0 where it is too small for a double, as it often is for alpha < 0.01.
 * @throws DRAW unless alpha is finite and above 0
 */
export function gamma (source: Source, alpha: number, name = 'gamma'): number {
  parameters.gamma(name, alpha)
  return exp(logarithm(source, alpha))
}

/**
 * A number in [0, 1] from Beta(alpha, beta): X / (X + Y) of two gamma numbers, as
 * 1 / (1 + exp(log Y - log X)), so that neither is lost where both are too small for a double.
 * @throws DRAW unless alpha and beta are finite and above 0
 */
export function beta (source: Source, alpha: number, beta = alpha, name = 'beta'): number {
  parameters.beta(name, alpha, beta)
  const scale = Math.max(1, TINY / Math.max(alpha, beta))
  const x = logarithm(source, alpha * scale)
  const y = logarithm(source, beta * scale)
  return 1 / (1 + exp(y - x))
}

/**
 * `size` shares that sum to 1 up to rounding, from a symmetric Dirichlet(alpha).
 * @throws DRAW unless alpha is finite and above 0, and size a whole number above 0
 */
export function dirichlet (
  source: Source, alpha: number, size: number, name = 'dirichlet'
): number[] {
  parameters.dirichlet(name, alpha, size)
  const logs = Array.from({ length: size }, () => logarithm(source, Math.max(alpha, TINY)))
  const largest = logs.reduce((a, b) => Math.max(a, b))
  const parts = logs.map(each => exp(each - largest))
  const sum = parts.reduce((a, b) => a + b)
  return parts.map(part => part / sum)
}

/**
 * The logarithm of a Gamma(alpha, 1) number; -Infinity only for alpha below 1e-306.
 *
 * Marsaglia and Tsang, ACM Transactions on Mathematical Software 26 (2000), equation (5) and, for
 * alpha < 1, its closing remark: Gamma(alpha) is Gamma(alpha + 1) times U^(1 / alpha).
 */
function logarithm (source: Source, alpha: number): number {
  if (alpha < 1) return logarithm(source, alpha + 1) + log(1 - source.uniform()) / alpha
  const d = alpha - 1 / 3
  const c = 1 / (3 * Math.sqrt(d))
  for (;;) {
    const x = normal(source)
    const t = c * x
    if (t <= -1) continue
    const rise = log1p(t)
    // d - d v + d log v with v = (1 + t)^3, without the difference of two large numbers; 3 d may
    // be too large for a double
    const bound = x * x / 2 + 3 * (d * (rise - t)) - d * t * t * (3 + t)
    if (log(1 - source.uniform()) < bound) return log(d) + 3 * rise
  }
}
