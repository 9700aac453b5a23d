import type { $ZodError, $ZodIssue } from 'zod/v4/core'
import { fail, show } from '../../errors.js'
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

/** In a union, the only branch that knows the value tells more than all of them. */
function deepest (issue: $ZodIssue, given: unknown): $ZodIssue {
  if (issue.code !== 'invalid_union') return issue
  const value = valueAt(given, issue.path)
  const close = issue.errors.flatMap(branch => branch.slice(0, 1))
    .filter(({ path }) => path.length > 0 && valueAt(value, path.slice(0, 1)) !== undefined)
  if (close.length !== 1) return issue
  const inner = deepest(close[0], value)
  return { ...inner, path: [...issue.path, ...inner.path] }
}

function allowed (issue: $ZodIssue): string {
  const { message } = issue
  if (message.startsWith('must')) return message
  switch (issue.code) {
    case 'too_small': return `must be ${issue.inclusive ? 'at least' : 'above'} ${issue.minimum}`
    case 'too_big': return `must be ${issue.inclusive ? 'at most' : 'below'} ${issue.maximum}`
    case 'invalid_value': return `must be ${issue.values.map(show).join(' or ')}`
    default: return `does not fit: ${message}`
  }
}

function valueAt (given: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) =>
    (value as Record<PropertyKey, unknown> | null | undefined)?.[key], given)
}
