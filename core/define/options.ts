import * as z from 'zod/mini'
import { $ZodDefault, $ZodObject, $ZodOptional } from 'zod/v4/core'
import type { $ZodError, output } from 'zod/v4/core'
import { fail } from '../errors.js'
import type { RemixtureError } from '../errors.js'
import { flawOf, place } from './flaw.js'

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
  const { path, unknown, allowed, got } = flawOf(error, given)
  if (unknown === undefined)
    return fail('OPTION', who, path.length === 0 ? 'options' : place(path), allowed, got)
  const known = keysAt(schema, path)
  return path.length === 0
    ? fail('UNKNOWN_OPTION', who, unknown, [...known, ...alsoKnown])
    : fail('UNKNOWN_OPTION', `${who}: "${place(path)}"`, unknown, known)
}

/** The keys that an object within a schema may have, as far as the way to it is plain. */
function keysAt (schema: unknown, [key, ...rest]: readonly PropertyKey[]): readonly string[] {
  if (schema instanceof $ZodOptional || schema instanceof $ZodDefault)
    return keysAt(schema._zod.def.innerType, key === undefined ? [] : [key, ...rest])
  if (!(schema instanceof $ZodObject)) return []
  const { shape } = schema._zod.def
  return key === undefined ? Object.keys(shape) : keysAt(shape[String(key)], rest)
}
