import { safeParse } from 'zod/mini'
import type { $ZodObject, $ZodType } from 'zod/v4/core'
import { jsonSchemaOf } from '../report/options.js'

/**
 * Sets of options to try a mixer with, from its schema: the defaults; every other value of a choice
 * by itself; and the low and the high end of a number that has both.
 */
export function optionSets (schema: $ZodObject): Array<Readonly<Record<string, unknown>>> {
  const fields = Object.entries(schema._zod.def.shape)
  const sets = fields.flatMap(([name, field]) => valuesOf(field).map(value => ({ [name]: value })))
  return [{}, ...sets].filter(options => safeParse(schema, options).success)
}

function valuesOf (field: $ZodType): unknown[] {
  const schema = jsonSchemaOf(field)
  const choices = schema.enum ?? (schema.type === 'boolean' ? [true, false] : [])
  const { minimum, maximum } = schema
  const ends = minimum !== undefined && maximum !== undefined && schema.type === 'number'
    ? [minimum, maximum]
    : []
  return [...choices, ...ends].filter(value => value !== schema.default)
}
