import * as z from 'zod/mini'
import type { Draws, Step } from '../../../core/index.js'
import { numbers, rowStep, rows } from '../../../core/index.js'
import { addStep } from '../brushes.js'
import { bytesIn, likeRow } from '../operations/bytes.js'
import type { OperationName } from '../operations/names.js'
import { isLevelless, isMoving, operationNames } from '../operations/names.js'
import { operated } from '../operations/operate.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    /**
     * Piece p goes through `operations[which[p]]` at `level[p]`, AugMix' strength from 0 to 10 and
     * negative for the other way, as bytes; it stays as it is at -1.
     */
    operation: {
      readonly operations: readonly OperationName[]
      readonly which: Int32Array
      readonly level: Float64Array
    }
  }
}

/** An operation by its number in a list, and its level. */
export interface Chosen { readonly which: number, readonly level: number }
export const none: Chosen = { which: -1, level: 0 }

/** The options of mixers that draw operations. */
export const operationList = z.array(z.enum(operationNames))
  .check(z.minLength(1, 'must name at least one operation'))

/** One of these operations, at a level up to the severity, either way. */
export function drawOperation (
  known: readonly OperationName[], severity: number, draw: Draws
): Chosen {
  const which = draw.int('operation', known.length)
  if (isLevelless(known[which])) return { which, level: 0 }
  const level = draw.uniform('level', 0.1, severity)
  return { which, level: isMoving(known[which]) && draw.chance('flip', 0.5) ? -level : level }
}

/** The operations of pieces as a step. */
export function operationStep (
  operations: readonly OperationName[], chosen: readonly Chosen[]
): Step {
  const which = rows(chosen.length, piece => chosen[piece].which)
  return { step: 'operation', operations, which, level: numbers(chosen.length, piece =>
    chosen[piece].level) }
}

interface Parameters {
  readonly operations: readonly OperationName[]
  readonly which: Int32Array
  readonly level: Float64Array
}

/** What a mixer says of targets that cannot follow these operations. */
export function refusalsOf (operations: readonly OperationName[]): Record<string, string> {
  const moving = operations.filter(isMoving)
  if (moving.length === 0) return {}
  const reason = `cannot follow operations that move what is seen (${moving.join(', ')}); ` +
    'choose "operations" without them'
  return { mask: reason, boxes: reason }
}

export const operation = addStep('operation', rowStep('operation', {
  parameters: z.strictObject({
    operations: operationList,
    which: z.custom<Int32Array>(list => list instanceof Int32Array, 'must be an Int32Array'),
    level: z.custom<Float64Array>(list => list instanceof Float64Array &&
      list.every(level => Math.abs(level) <= 10), 'must be a Float64Array of levels up to 10')
  }).check(z.refine(({ operations, which, level }) => which.length === level.length &&
    which.every(each => each >= -1 && each < operations.length),
  'must have a number from -1 to the last operation, and a level, for every piece')),
  moves: parameters => (parameters as unknown as Parameters).operations.some(isMoving),
  onRow (row, parameters, piece) {
    const { operations, which, level } = parameters as unknown as Parameters
    const name = operations[which[piece]] as OperationName | undefined
    if (name === undefined) return row.data
    const done = operated(name, level[piece], { data: bytesIn(row), shape: row.shape })
    return likeRow(done, row)
  }
}))
