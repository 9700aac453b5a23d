import type { Batch } from '../contract/index.js'

/** A list of rows is a batch without targets; anything else is left to be checked. */
export function batchOf (given: unknown): Batch {
  return Array.isArray(given) ? { x: given as unknown } : given as Batch
}

/** A mixed batch in the form of what was given. */
export function likeGiven (given: unknown, mixed: Batch): unknown {
  return Array.isArray(given) ? mixed.x : mixed
}
