import type { $ZodIssue } from 'zod/v4/core'

/** What zod finds wrong, as the middle of a sentence of `core/errors.ts`. */

/** In a union, the only branch that knows the value tells more than all of them. */
export function deepest (issue: $ZodIssue, given: unknown): $ZodIssue {
  if (issue.code !== 'invalid_union') return issue
  const value = valueAt(given, issue.path)
  const close = issue.errors.flatMap(branch => branch.slice(0, 1))
    .filter(({ path }) => path.length > 0 && valueAt(value, path.slice(0, 1)) !== undefined)
  if (close.length !== 1) return issue
  const inner = deepest(close[0], value)
  return { ...inner, path: [...issue.path, ...inner.path] }
}

/** What an issue says is allowed: `must be at least 1`. */
export function allowed (issue: $ZodIssue): string {
  if (issue.message.startsWith('must ')) return issue.message
  switch (issue.code) {
    case 'too_small':
      return bound(issue.inclusive === false ? 'greater than' : 'at least', issue.minimum,
        issue.origin)
    case 'too_big':
      return bound(issue.inclusive === false ? 'less than' : 'at most', issue.maximum, issue.origin)
    case 'invalid_value':
      return `must be ${issue.values.map(value => JSON.stringify(value)).join(' or ')}`
    case 'invalid_type':
      return `must be ${named(issue.expected)}`
    case 'invalid_union':
      return `must be ${unionOf(issue.errors)}`
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    default:
      return `does not fit (${issue.message})`
  }
}

function bound (how: string, limit: number | bigint, origin: string): string {
  const counted = origin === 'array' || origin === 'string' || origin === 'set'
  return `must ${counted ? 'have' : 'be'} ${how} ${limit}${
    counted ? ` ${origin === 'string' ? 'characters' : 'entries'}` : ''
  }`
}

function named (expected: string): string {
  const names: Record<string, string> = {
    int: 'a whole number',
    number: 'a finite number',
    string: 'text',
    boolean: 'true or false',
    array: 'a list',
    record: 'an object',
    object: 'an object',
    tuple: 'a list'
  }
  return names[expected] ?? `a ${expected}`
}

function unionOf (errors: ReadonlyArray<readonly $ZodIssue[]>): string {
  return errors.map(branch => branch[0]).map(issue =>
    issue === undefined ? 'another value' : allowed(issue).replace(/^must be /, '')
  ).join(' or ')
}

/** What stands at a place of a value; nothing where there is no such place. */
export function valueAt (given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) =>
    (value as Record<PropertyKey, unknown> | null | undefined)?.[key], given)
}
