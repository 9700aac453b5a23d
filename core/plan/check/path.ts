import type { $ZodError } from 'zod/v4/core'
import { flawOf, place } from '../../define/flaw.js'
import type { Path } from '../../define/flaw.js'
import { fail } from '../../errors.js'
import type { RemixtureError } from '../../errors.js'

/** The error of what stands at a place of a plan. */
export function refusal (path: Path, allowed: string, got: unknown): RemixtureError {
  return fail('PLAN', place(path), allowed, got)
}

/** The error for the first thing that a schema finds wrong with what stands at a place. */
export function schemaRefusal (error: $ZodError, given: unknown, path: Path = []): RemixtureError {
  const flaw = flawOf(error, given)
  return flaw.unknown === undefined
    ? refusal([...path, ...flaw.path], flaw.allowed, flaw.got)
    : refusal([...path, ...flaw.path, flaw.unknown], 'is no part of a plan', flaw.got)
}
