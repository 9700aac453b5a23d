import type { Seed } from './plan.js'

/**
 * Chance, by name. Live draws come from the seeded generator and are recorded; scripted draws
 * replay a record. A draw is the quantity that references record (`uniform('alpha', -π, 0)`):
 * nothing is scaled after it.
 */
export interface Draws {
  /** A real number in [low, high); [0, 1) by default. */
  uniform (name: string, low?: number, high?: number): number
  /** A whole number from `low` (0) to `end`, which is never drawn. */
  int (name: string, ...range: [end: number] | [low: number, end: number]): number
  /** A standard normal number. */
  normal (name: string): number
  /** Beta(alpha, beta); `beta` defaults to `alpha`. Both above 0. */
  beta (name: string, alpha: number, beta?: number): number
  /** `size` shares that sum to 1, from a symmetric Dirichlet(alpha). */
  dirichlet (name: string, alpha: number, size: number): number[]
  /** True with this probability. */
  chance (name: string, probability: number): boolean
  /** An index of `weights`, by their shares. */
  categorical (name: string, weights: readonly number[]): number
  /** A uniformly random order of 0 … size - 1. */
  permutation (name: string, size: number): Int32Array
  /** For a rule: one number is recorded, not its stream. */
  seed (name: string): Seed
}
