import type { $ZodError } from 'zod/v4/core'
import { allowed, deepest, valueAt } from './issues.js'

/** Where something stands in a value: `['layers', 1, 'where', 'start']`. */
export type Path = readonly PropertyKey[]

/** The first thing that a schema finds wrong with a value. */
export interface Flaw {
  readonly path: Path
  /** A key that the object at `path` must not have. */
  readonly unknown?: string
  /** The middle of a sentence of `core/errors.ts`: `must be at least 1`. */
  readonly allowed: string
  /** What stands there. */
  readonly got: unknown
}

/** What is told of an error of zod, whoever tells it. */
export function flawOf (error: $ZodError, given: unknown): Flaw {
  const issue = deepest(error.issues[0], given)
  const { path } = issue
  if (issue.code !== 'unrecognized_keys')
    return { path, allowed: allowed(issue), got: valueAt(given, path) }
  const [unknown] = issue.keys
  return { path, unknown, allowed: 'is not known', got: valueAt(given, [...path, unknown]) }
}

/** A flaw in a few words: `"request.seed" must be a whole number`. */
export function flawText (error: $ZodError, given: unknown): string {
  const { path, unknown, allowed } = flawOf(error, given)
  const where = unknown === undefined ? path : [...path, unknown]
  return `${where.length === 0 ? 'it' : `"${place(where)}"`} ${allowed}`
}

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
