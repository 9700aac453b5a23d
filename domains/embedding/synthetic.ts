import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { Plan, Role } from '../../core/index.js'
import { fail } from '../../core/errors.js'

/** What a loss knows when it asks for the similarities of synthetic rows. */
export interface Contrasted {
  /** Anchors of length 1, `[n, d]`: gradients flow through them. */
  readonly anchors: Tensor2D
  /** Rows of the bank, of length 1, `[k, d]`. */
  readonly bank?: Tensor2D
  /** Their similarities to the anchors, `[n, k]`. */
  readonly similarities?: Tensor2D
  /** What sets of one call have in common, kept for as long as the loss is computed. */
  readonly common?: Map<unknown, unknown>
}

/**
 * Rows made for a loss: as many for every anchor, which take part in its softmax. They need never
 * be laid out: a loss asks for their similarities.
 */
export interface SyntheticSet {
  readonly role: Role
  /** How many for every anchor. */
  readonly each: number
  /** What chance decided; enough to make them again. */
  readonly plan: Plan
  /** Cosines `[n, each]` of the anchors and their rows. */
  similarities (given: Contrasted): Tensor2D
  /** The rows themselves, `[n · each, d]`, those of one anchor together; for a look at them. */
  vectors (given: Contrasted): Tensor2D
}

/** One set, several, or none. */
export type Synthetic = SyntheticSet | readonly SyntheticSet[] | undefined

/**
 * The sets that a loss is given.
 *
 * @throws INPUT for what are no sets, and for those of another role
 */
export function setsOf (given: Synthetic, who: string, role: Role): readonly SyntheticSet[] {
  const sets: readonly unknown[] = given === undefined ? [] : [given].flat()
  for (const set of sets) {
    if (typeof (set as SyntheticSet | null)?.similarities !== 'function')
      throw fail('INPUT', who, 'synthetic', 'must be what a mixer made for a loss', set)
    if ((set as SyntheticSet).role !== role)
      throw fail('INPUT', who, 'synthetic', `must be of role "${role}"`, (set as SyntheticSet).role)
  }
  return (sets as readonly SyntheticSet[]).filter(({ each }) => each > 0)
}
