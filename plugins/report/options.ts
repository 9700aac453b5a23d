import * as z from 'zod/mini'
import type { $ZodObject, $ZodType } from 'zod/v4/core'

/** One option of a mixer, in words. */
export interface OptionRow {
  readonly name: string
  /** What is allowed: `number > 0`, `batch | sample`. */
  readonly type: string
  /** As JSON; absent for an option without one. */
  readonly default?: string
  readonly description: string
}

/** The options of a schema, in its order. */
export function optionRows (schema: $ZodObject): OptionRow[] {
  return Object.entries(schema._zod.def.shape).map(([name, field]) => {
    const found = jsonSchemaOf(field)
    return {
      name,
      type: typeText(found),
      ...found.default === undefined ? {} : { default: JSON.stringify(found.default) },
      description: z.globalRegistry.get(field)?.description ?? ''
    }
  })
}

/** A schema as JSON Schema, for editors and other programs. */
export function jsonSchemaOf (schema: $ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
}

export interface JsonSchema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly default?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly prefixItems?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
}

/** What a schema allows, in a few words. */
export function typeText (schema: JsonSchema): string {
  if (schema.enum !== undefined) return schema.enum.map(String).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeText).join(' | ')
  if (schema.prefixItems !== undefined) return `[${schema.prefixItems.map(typeText).join(', ')}]`
  if (schema.type === 'array') {
    return schema.items === undefined ? 'list' : `list of ${typeText(schema.items)}`
  }
  if (schema.properties !== undefined) {
    const entries = Object.entries(schema.properties)
    return `{ ${entries.map(([name, each]) => `${name}: ${typeText(each)}`).join(', ')} }`
  }
  if (schema.type === 'number' || schema.type === 'integer') return numberText(schema)
  return schema.type ?? 'any'
}

function numberText (schema: JsonSchema): string {
  const { type, exclusiveMinimum, exclusiveMaximum } = schema
  const [minimum, maximum] = [schema.minimum, schema.maximum].map(stated)
  const kind = type === 'integer' ? 'whole number' : 'number'
  if (minimum !== undefined && maximum !== undefined) {
    return `${kind} ${minimum} … ${maximum}`
  }
  const bounds = [
    ...bound('≥', minimum), ...bound('>', exclusiveMinimum),
    ...bound('≤', maximum), ...bound('<', exclusiveMaximum)
  ]
  return [kind, bounds.join(' and ')].filter(text => text !== '').join(' ')
}

/** A whole number is bounded by what float64 can hold, which goes without saying. */
function stated (limit: number | undefined): number | undefined {
  return Math.abs(limit ?? 0) === Number.MAX_SAFE_INTEGER ? undefined : limit
}

function bound (sign: string, limit: number | undefined): string[] {
  return limit === undefined ? [] : [`${sign} ${limit}`]
}
