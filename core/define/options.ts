import type { ZodError, ZodObject, output } from 'zod'
import { fail } from '../errors.js'
import type { RemixtureError } from '../errors.js'

/**
 * Options checked against their schema, defaults filled in.
 *
 * @throws OPTION for a value that is not allowed, UNKNOWN_OPTION for a name the schema lacks; `who`
 *   begins the sentence
 */
export function parseOptions<Schema extends ZodObject> (
  who: string, schema: Schema, given: unknown, alsoKnown: readonly string[] = []
): output<Schema> {
  const parsed = schema.strict().safeParse(given)
  if (parsed.success) return parsed.data as output<Schema>
  throw optionError(who, parsed.error, given, [...Object.keys(schema.shape), ...alsoKnown])
}

type Issue = ZodError['issues'][number]

/** The sentence for the first thing a schema finds wrong. */
function optionError (
  who: string, error: ZodError, given: unknown, known: readonly string[]
): RemixtureError {
  const issue = deepest(error.issues[0])
  const path = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    return fail('UNKNOWN_OPTION', who, path === '' ? issue.keys[0] : `${path}.${issue.keys[0]}`,
      path === '' ? known : [])
  }
  return fail('OPTION', who, path === '' ? 'options' : path, allowed(issue),
    valueAt(given, issue.path))
}

/** In a union the branch that got furthest tells what is wrong. */
function deepest (issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue
  const inner = issue.errors.map(branch => branch[0]).filter(each =>
    each !== undefined && each.path.length > 0
  )
  return inner.length === 1
    ? { ...deepest(inner[0]), path: [...issue.path, ...inner[0].path] }
    : issue
}

function allowed (issue: Issue): string {
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
      return issue.message
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
    array: 'a list',
    record: 'an object',
    object: 'an object',
    tuple: 'a list'
  }
  return names[expected] ?? `a ${expected}`
}

function unionOf (errors: ReadonlyArray<readonly Issue[]>): string {
  return errors.map(branch => branch[0]).map(issue =>
    issue === undefined ? 'another value' : allowed(issue).replace(/^must be /, '')
  ).join(' or ')
}

function valueAt (given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    given
  )
}
