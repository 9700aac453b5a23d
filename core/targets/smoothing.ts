import type { Smoothing } from '../contract/index.js'

/**
 * A smoothed target from one that is not, as `value · slope + offset`, before any mixing.
 *
 * `uniform`: y·(1 - e) + e/K (timm, and OpenMixup's original). `classy-vision`: the same with e/(1
 * + e). `multi-label`: y·(1 - 2e) + e, so that 1 becomes 1 - e and 0 becomes e.
 *
 * @param classes - how many classes, K
 */
export function smoothingLine (
  smoothing: Smoothing | undefined, classes: number
): { readonly slope: number, readonly offset: number } {
  const amount = smoothing?.amount ?? 0
  switch (smoothing?.kind) {
    case 'classy-vision': return line(amount / (1 + amount), classes)
    case 'multi-label': return { slope: 1 - 2 * amount, offset: amount }
    default: return line(amount, classes)
  }
}

function line (amount: number, classes: number): { slope: number, offset: number } {
  return { slope: 1 - amount, offset: amount / classes }
}
