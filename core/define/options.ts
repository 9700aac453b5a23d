import * as z from 'zod/mini'
import { $ZodDefault, $ZodObject, $ZodOptional } from 'zod/v4/core'
import type { $ZodError, $ZodIssue, output } from 'zod/v4/core'
import { fail } from '../errors.js'
import type { RemixtureError } from '../errors.js'

/**
 * Options checked against their schema, defaults filled in.
 *
 * @throws OPTION for a value that is not allowed, UNKNOWN_OPTION for a name the schema lacks; `who`
 *   begins the sentence
 */
export function parseOptions<Schema extends $ZodObject> (
  who: string, schema: Schema, given: unknown, alsoKnown: readonly string[] = []
): output<Schema> {
  if (!(schema instanceof $ZodObject))
    throw fail('OPTION', who, 'schema', 'must be a z.object()', schema)
  const parsed = z.safeParse(strict(schema), given)
  if (parsed.success) return parsed.data
  throw optionError(who, schema, parsed.error, given, alsoKnown)
}

const stricts = new WeakMap<$ZodObject, $ZodObject>()

/** A schema that refuses what it does not know; one each, since zod prepares every new one. */
export function strict<Schema extends $ZodObject> (schema: Schema): Schema {
  const made = stricts.get(schema) ??
    z.clone(schema, { ...schema._zod.def, catchall: z.never() })
  stricts.set(schema, made)
  return made as Schema
}

/** The sentence for the first thing a schema finds wrong. */
function optionError (
  who: string, schema: $ZodObject, error: $ZodError, given: unknown, alsoKnown: readonly string[]
): RemixtureError {
  const issue = deepest(error.issues[0])
  const path = issue.path.map(segment).join('').replace(/^\./, '')
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path)
    return path === ''
      ? fail('UNKNOWN_OPTION', who, issue.keys[0], [...known, ...alsoKnown])
      : fail('UNKNOWN_OPTION', `${who}: "${path}"`, issue.keys[0], known)
  }
  return fail('OPTION', who, path === '' ? 'options' : path, allowed(issue),
    valueAt(given, issue.path))
}

function segment (key: PropertyKey): string {
  return typeof key === 'number' ? `[${key}]` : `.${String(key)}`
}

/** In a union the branch that got furthest tells what is wrong. */
function deepest (issue: $ZodIssue): $ZodIssue {
  if (issue.code !== 'invalid_union') return issue
  const inner = issue.errors.map(branch => branch[0]).filter(each =>
    each !== undefined && each.path.length > 0
  )
  if (inner.length !== 1) return issue
  const furthest = deepest(inner[0])
  return { ...furthest, path: [...issue.path, ...furthest.path] }
}

/** The keys that an object within a schema may have, as far as the way to it is plain. */
function keysAt (schema: unknown, [key, ...rest]: readonly PropertyKey[]): readonly string[] {
  if (schema instanceof $ZodOptional || schema instanceof $ZodDefault)
    return keysAt(schema._zod.def.innerType, key === undefined ? [] : [key, ...rest])
  if (!(schema instanceof $ZodObject)) return []
  const { shape } = schema._zod.def
  return key === undefined ? Object.keys(shape) : keysAt(shape[String(key)], rest)
}

function allowed (issue: $ZodIssue): string {
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

function valueAt (given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    given
  )
}
