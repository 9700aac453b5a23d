import { chiSquare } from './statistics.js'
import type { Claim } from './study.js'
import { counts, expected, uniformity } from './study.js'

/** Numbers are uniform from low to high, and not from a range that is a quarter longer. */
export function uniformClaim (
  claim: string, values: readonly number[], low = 0, high = 1
): Claim {
  const p = (end: number): number => uniformity(values.map(value => (value - low) / (end - low)))
  return {
    claim: `${claim} ~ U(${low}, ${high})`, p: p(high),
    wrong: { 'a longer range': p(low + (high - low) * 1.25) }
  }
}

/** Whole numbers 0 … cells - 1 are as likely, and there are no others. */
export function evenClaim (claim: string, values: readonly number[], cells: number): Claim {
  const p = (of: number): number =>
    chiSquare(counts(values, cells + 1), expected(shares(of, cells + 1), values.length))
  return {
    claim: `${claim} is one of ${cells}, each as likely`, p: p(cells),
    wrong: { 'one more': p(cells + 1) }
  }
}

function shares (of: number, cells: number): number[] {
  return Array.from({ length: cells }, (_, k) => Number(k < of))
}

/** Chances come true as often as they should. */
export function chanceClaim (claim: string, values: readonly number[], often: number): Claim {
  const p = (of: number): number =>
    chiSquare(counts(values, 2), expected([1 - of, of], values.length))
  return { claim, p: p(often), wrong: { 'a tenth more often': p(often * 1.1) } }
}

/** Something that is no chance holds for all of them, and a wrong version does not. */
export function exactClaim<T> (
  claim: string, all: readonly T[], holds: (each: T) => boolean,
  wrong: Readonly<Record<string, (each: T) => boolean>>
): Claim {
  const p = (rule: (each: T) => boolean): number => Number(all.every(rule))
  return {
    claim, p: p(holds),
    wrong: Object.fromEntries(Object.entries(wrong).map(([name, rule]) => [name, p(rule)]))
  }
}
