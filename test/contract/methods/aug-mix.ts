import * as z from 'zod'
import type { Draws, StepDefinition } from '../../../core/index.js'
import { count, defineMixer, numbers, positive, rows, sum, times } from '../../../core/index.js'
import { float64, int32 } from '../method.js'
import { operations, runOneOf } from '../operations.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    /** Piece p goes through `operations[which[p]]` at `level[p]`, and stays as it is at -1. */
    'one-of': {
      readonly operations: readonly string[]
      readonly which: Int32Array
      readonly level: Float64Array
    }
  }
}

/** One operation of a chain; its sign is that of the level, where there are two directions. */
export interface Operation { readonly which: number, readonly level: number }
export const none: Operation = { which: -1, level: 0 }

/** An operation at a level from 0.1 to the severity. */
export function randomOperation (
  known: readonly string[], severity: number, draw: Draws
): Operation {
  const which = draw.int('operation', known.length)
  const level = draw.uniform('level', 0.1, severity)
  const turns = /rotate|shear|translate/.test(known[which]) && draw.chance('flip', 0.5)
  return { which, level: turns ? -level : level }
}

/** Operations of pieces as one step. */
export function oneOfStep (known: readonly string[], list: readonly Operation[]) {
  return {
    step: 'one-of',
    operations: known,
    which: rows(list.length, i => list[i].which),
    level: numbers(list.length, i => list[i].level)
  } as const
}

/**
 * AugMix: a row and several chains of operations on it, mixed. Its target stays what it is.
 *
 * Hendrycks et al., ICLR 2020, arXiv:1912.02781; google-research/augmix@9b9824c.
 */
export const augMix = defineMixer({
  name: 'aug-mix',
  domain: 'image',
  paper: 'arXiv:1912.02781',
  options: z.object({
    width: count.default(3),
    depth: count.default(3).describe('operations of a chain, at most'),
    severity: positive.default(3),
    alpha: positive.default(1),
    operations: z.array(z.enum(operations)).default(operations.slice(0, 9))
  }),

  plan ({ size }, { width, depth, severity, alpha, operations }, draw) {
    const mixed = numbers(size, () => draw.beta('mixed', alpha))
    const shares = times(size, () => draw.dirichlet('shares', alpha, width))
    const chains = times(width, () => times(size, () =>
      times(draw.int('depth', 1, depth + 1), () => randomOperation(operations, severity, draw))))
    return [
      sum({ pool: 'batch' }, { coefficient: mixed.map(m => 1 - m) }),
      ...chains.map((chain, c) => sum({ pool: 'batch' }, {
        view: times(depth, k => oneOfStep(operations, chain.map(list => list[k] ?? none))),
        coefficient: mixed.map((m, i) => m * shares[i][c])
      }))
    ]
  }
})

export const oneOf: StepDefinition = {
  parameters: z.object({
    operations: z.array(z.enum(operations)), which: int32, level: float64
  }),
  run: runOneOf
}
