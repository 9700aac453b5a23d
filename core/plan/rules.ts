import * as z from 'zod/mini'
import type { $ZodObject, output } from 'zod/v4/core'
import type { Column, Index, RuleDefinition, Seed } from '../contract/index.js'
import { strict } from '../define/options.js'
import { fail } from '../errors.js'
import { stream } from '../random/stream.js'
import { place } from '../define/flaw.js'
import type { Path } from '../define/flaw.js'
import { refusal, schemaRefusal } from './check/path.js'

/** The rules that are known, by name. */
export type Rules = ReadonlyMap<string, RuleDefinition>

/** A rule whose name need not be known. */
export interface AnyNamedRule { readonly rule: string, readonly [parameter: string]: unknown }

const whole = z.int('must be a whole number')
const finite = z.number('must be a finite number')
const LEAST_1 = 'must be at least 1'
const rowNumber = whole
  .check(z.gte(0, 'must be at least 0'), z.lte(2 ** 31 - 1, 'must be below 2^31'))
const positive = finite.check(z.gt(0, 'must be above 0'))
/** A seed of a rule, or what stands for one. */
export const seed: z.ZodMiniType<Seed> = z.union([whole, z.strictObject({
  replay: z.custom<Float64Array>(list => list instanceof Float64Array)
})], 'must be a whole number or a recorded stream')

/**
 * The rules of the core: row numbers, and numbers of which every piece has a stream of its own.
 */
const core: Readonly<Record<string, RuleDefinition>> = {
  range: define('index', z.strictObject({ first: rowNumber, count: rowNumber }),
    ({ first }, count) => listed(count, piece => first + piece)),

  repeat: define('index', z.strictObject({
    each: rowNumber.check(z.gte(1, LEAST_1)), count: rowNumber
  }),
  ({ each }, count) => listed(count, piece => Math.floor(piece / each))),

  int: define('index', z.strictObject({
    seed,
    low: z._default(rowNumber, 0),
    end: whole.check(z.lte(2 ** 31, 'must be at most 2^31')),
    count: rowNumber
  }).check(z.refine(({ low, end }) => low < end, 'must have its low below its end')),
  ({ seed, low, end }, count) => listed(count, piece => stream(seed, piece).int(low, end))),

  uniform: define('number', z.strictObject({ seed, low: finite, high: finite })
    .check(z.refine(({ low, high }) => low <= high && Number.isFinite(high - low),
      'must have its low at most its high, a finite distance apart')),
  ({ seed, low, high }, count) => made(count, piece => stream(seed, piece).uniform(low, high))),

  normal: define('number', z.strictObject({ seed }),
    ({ seed }, count) => made(count, piece => stream(seed, piece).normal())),

  beta: define('number', z.strictObject({ seed, alpha: positive, beta: positive }),
    ({ seed, alpha, beta }, count) => made(count, piece => stream(seed, piece).beta(alpha, beta)))
}

function define<Schema extends $ZodObject> (
  gives: RuleDefinition['gives'], parameters: Schema,
  make: (parameters: output<Schema>, count: number) => ArrayLike<number>
): RuleDefinition {
  return { gives, parameters, make }
}

function listed (count: number, make: (piece: number) => number): Int32Array {
  return Int32Array.from({ length: count }, (_, piece) => make(piece))
}

function made (count: number, make: (piece: number) => number): Float64Array {
  return Float64Array.from({ length: count }, (_, piece) => make(piece))
}

const known = new Map(Object.entries(core))

/** The core's rules alone. */
export const coreRules: Rules = known

/**
 * Adds a rule of the core that is as large as a mixer: a page has it if it has the mixer that
 * names it.
 */
export function addCoreRule (name: string, definition: RuleDefinition): void {
  known.set(name, definition)
}

/**
 * The core's rules and more: a domain's, a plugin's.
 *
 * @throws NAME_TAKEN where a name has another definition already, OPTION for what is no rule
 */
export function ruleTable (
  ...more: ReadonlyArray<Readonly<Record<string, RuleDefinition>>>
): Rules {
  const table = new Map(coreRules)
  const entries = more.flatMap(rules => Object.entries(Object(rules) as typeof core))
  for (const [name, definition] of entries) {
    if (typeof (definition as RuleDefinition | null)?.make !== 'function') {
      const allowed = 'must be a rule: { gives, parameters, make }'
      throw fail('OPTION', 'ruleTable', name, allowed, definition)
    }
    const known = table.get(name)
    if (known !== undefined && known !== definition) {
      throw fail('NAME_TAKEN', 'rule', name, coreRules.has(name) ? 'core' : 'another set of rules')
    }
    table.set(name, definition)
  }
  return table
}

/**
 * A column of numbers, listed: one for each of `count` pieces. A listed column comes back as it is.
 *
 * @throws UNKNOWN_NAME for a rule that `rules` lacks
 * @throws PLAN for parameters a rule does not allow, and a column of neither 1 nor `count` entries
 */
export function listNumbers (
  column: Column, count: number, rules: Rules = coreRules
): Float64Array {
  if (typeof column === 'number') return new Float64Array(count).fill(column)
  if (column instanceof Float64Array) {
    return fitting(column, count) ?? new Float64Array(count).fill(column[0])
  }
  const { definition, parameters } = ruleOf(column, 'number', rules, ['column'])
  return Float64Array.from(definition.make(parameters, count, []))
}

/**
 * A column of row or output numbers, listed: one for each of `count` pieces. A listed column comes
 * back as it is.
 *
 * @throws UNKNOWN_NAME for a rule that `rules` lacks
 * @throws PLAN for parameters a rule does not allow, and a column of neither 1 nor `count` entries
 */
export function listIndices (index: Index, count: number, rules: Rules = coreRules): Int32Array {
  if (index instanceof Int32Array) {
    return fitting(index, count) ?? new Int32Array(count).fill(index[0])
  }
  const { definition, parameters } = ruleOf(index, 'index', rules, ['index'])
  const made = Int32Array.from(definition.make(parameters, entriesOf(index), []))
  return listIndices(made, count, rules)
}

/** How many numbers an index lists or makes. */
export function entriesOf (index: Index): number {
  if (index instanceof Int32Array) return index.length
  return index.rule === 'repeat' ? index.each * index.count : index.count
}

/** The list if it has `count` entries, nothing if its only one serves them all. */
function fitting<List extends Int32Array | Float64Array> (
  list: List, count: number
): List | undefined {
  if (list.length === count) return list
  if (list.length === 1) return undefined
  throw refusal(['column'], `must have 1 or ${count} entries`, list)
}

/**
 * The definition of a rule and its parameters, defaults filled in.
 *
 * @param path - where the rule stands, for its errors
 * @throws UNKNOWN_NAME for a rule that `rules` lacks
 * @throws PLAN for a rule that gives something else, and for parameters it does not allow
 */
export function ruleOf (
  value: AnyNamedRule, gives: RuleDefinition['gives'] | 'any', rules: Rules, path: Path
): { readonly definition: RuleDefinition, readonly parameters: Readonly<Record<string, unknown>> } {
  const { rule, ...given } = value
  const definition = rules.get(rule)
  if (definition === undefined) throw fail('UNKNOWN_NAME', 'rule', rule, [...rules.keys()])
  if (gives !== 'any' && definition.gives !== gives) {
    const known = [...rules].filter(([, each]) => each.gives === gives).map(([name]) => name)
    const allowed = `must be a rule that gives ${gives} (${known.join(', ')})`
    throw fail('PLAN', place(path), allowed, rule)
  }
  const parsed = z.safeParse(exact(definition.parameters), given)
  if (!parsed.success) throw schemaRefusal(parsed.error, given, path)
  return { definition, parameters: parsed.data }
}

/** A schema that refuses what it does not know, unless it says how it takes that. */
export function exact (schema: $ZodObject): $ZodObject {
  return schema._zod.def.catchall === undefined ? strict(schema) : schema
}
