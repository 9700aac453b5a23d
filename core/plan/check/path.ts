import type { $ZodError } from 'zod/v4/core'
import { allowed, deepest, valueAt } from '../../define/issues.js'
import { fail } from '../../errors.js'
import type { RemixtureError } from '../../errors.js'

/** Where something stands in a plan: `['layers', 1, 'where', 'start']`. */
export type Path = readonly PropertyKey[]

/** What sentences show of a key at most. */
const SHOWN = 60

/** A place as text: `layers[1].where.start`. The whole has no place of its own. */
export function place (path: Path): string {
  return path.length === 0 ? 'it' : path.map(segment).join('').replace(/^\./, '')
}

function segment (key: PropertyKey): string {
  if (typeof key === 'number') return `[${key}]`
  const text = String(key)
  const short = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
  return /^[a-z_$][\w$-]*$/i.test(short) ? `.${short}` : `[${JSON.stringify(short)}]`
}

/** The error of what stands at a place. */
export function refusal (path: Path, allowed: string, got: unknown): RemixtureError {
  return fail('PLAN', place(path), allowed, got)
}

/** The error for the first thing that a schema finds wrong with what stands at a place. */
export function schemaRefusal (error: $ZodError, given: unknown, path: Path = []): RemixtureError {
  const issue = deepest(error.issues[0], given)
  if (issue.code === 'unrecognized_keys') {
    return refusal([...path, ...issue.path, issue.keys[0]], 'is no part of a plan', valueAt(
      given, [...issue.path, issue.keys[0]]))
  }
  return refusal([...path, ...issue.path], allowed(issue), valueAt(given, issue.path))
}
