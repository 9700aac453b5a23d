import * as z from 'zod'

/** Values that an option must refuse and take, found by walking its schema. */
export interface Values {
  /** By what is wrong with them. */
  readonly wrong: ReadonlyArray<readonly [what: string, value: unknown]>
  readonly right: readonly unknown[]
}

const strangers: ReadonlyArray<readonly [string, unknown]> = [
  ['null', null], ['text', 'much'], ['an empty text', ''], ['true', true], ['a number', 7],
  ['NaN', NaN], ['Infinity', Infinity], ['-Infinity', -Infinity], ['a bigint', 3n],
  ['a symbol', Symbol('s')], ['a function', () => 1], ['an empty list', []],
  ['a sparse list', Object.assign([], { length: 2 })], ['an empty object', {}],
  ['an object with a strange key', { nobodyKnowsThis: 1 }], ['a date', new Date(0)]
]

/**
 * The values of a schema. A kind of schema that is not known here is an error: a new one has to be
 * taught, so that no option goes untested.
 */
export function valuesOf (schema: unknown): Values {
  if (schema instanceof z.core.$ZodOptional || schema instanceof z.core.$ZodDefault) {
    const inner = valuesOf(schema._zod.def.innerType)
    return { ...inner, right: [undefined, ...inner.right] }
  }
  if (schema instanceof z.core.$ZodNumber) return numbersOf(schema)
  if (schema instanceof z.core.$ZodBoolean)
    return { wrong: without(value => typeof value === 'boolean'), right: [true, false] }
  if (schema instanceof z.core.$ZodString) {
    return { wrong: without(value => typeof value === 'string'), right: [] }
  }
  if (schema instanceof z.core.$ZodEnum) {
    const right = Object.values(schema._zod.def.entries)
    const wrong = [...without(() => false), ['a near miss', `${String(right[0])}s`] as const]
    return { wrong, right }
  }
  if (schema instanceof z.core.$ZodTuple) return tuplesOf(schema)
  if (schema instanceof z.core.$ZodArray) return listsOf(schema)
  if (schema instanceof z.core.$ZodUnion) return unionsOf(schema)
  if (schema instanceof z.core.$ZodLiteral)
    return { wrong: refused(schema), right: schema._zod.def.values }
  // Right ones are not found by walking: they have tests of their own
  if (schema instanceof z.core.$ZodCustom) return { wrong: refused(schema), right: [] }
  if (schema instanceof z.core.$ZodObject) return objectsOf(schema)
  throw new Error(
    `no values are known for a schema of the type ${String((schema as z.core.$ZodType)._zod.def.type)}`)
}

function without (taken: (value: unknown) => boolean): Values['wrong'] {
  return strangers.filter(([, value]) => !taken(value))
}

/** The strangers that a schema does not take. */
function refused (schema: z.core.$ZodType): Values['wrong'] {
  return without(value => z.safeParse(schema, value).success)
}

function listsOf (schema: z.core.$ZodArray): Values {
  const { wrong, right } = valuesOf(schema._zod.def.element)
  return {
    wrong: [
      ...refused(schema),
      ...wrong.map(([what, value]) => [`${what} in a list`, [value]] as const)
    ],
    right: [[], ...right.map(value => [value])].filter(list => z.safeParse(schema, list).success)
  }
}

/** What every part refuses, and what any takes. */
function unionsOf (schema: z.core.$ZodUnion): Values {
  const parts = (schema._zod.def.options as readonly unknown[]).map(valuesOf)
  const wrong = parts.flatMap(part => part.wrong)
    .filter(([, value]) => !z.safeParse(schema, value).success)
  return { wrong: [...refused(schema), ...wrong], right: parts.flatMap(({ right }) => right) }
}

interface Bound { readonly check: string, readonly value: number, readonly inclusive: boolean }

function numbersOf (schema: z.core.$ZodNumber): Values {
  const whole = schema instanceof z.core.$ZodNumberFormat
  const bounds = (schema._zod.def.checks ?? []).map(check => check._zod.def as unknown as Bound)
  const low = bounds.find(({ check }) => check === 'greater_than')
  const high = bounds.find(({ check }) => check === 'less_than')
  const most = whole ? Number.MAX_SAFE_INTEGER : Number.MAX_VALUE
  const isRight = (value: unknown): boolean => typeof value === 'number' &&
    Number.isFinite(value) && fits(value, low, high)
  return {
    wrong: [
      ...without(isRight),
      ...whole ? [['half', 1.5] as const, ['one too many', 2 ** 53] as const] : [],
      ...low === undefined ? [] : [['below', beyond(low, whole, -1)] as const],
      ...high === undefined ? [] : [['above', beyond(high, whole, 1)] as const]
    ],
    right: [
      low === undefined ? -most : within(low, whole, 1),
      high === undefined ? most : within(high, whole, -1)
    ]
  }
}

/** The first number on the wrong side of a bound, as near as a test needs. */
function beyond ({ value, inclusive }: Bound, whole: boolean, towards: 1 | -1): number {
  if (!inclusive) return value
  return value + towards * (whole ? 1 : 2 ** -40)
}

/** The last number on its right side; next to 0 that is the least of all. */
function within ({ value, inclusive }: Bound, whole: boolean, towards: 1 | -1): number {
  if (inclusive) return value
  return value + towards * (whole ? 1 : value === 0 ? Number.MIN_VALUE : 2 ** -40)
}

function fits (value: number, low: Bound | undefined, high: Bound | undefined): boolean {
  return (low === undefined || value > low.value || (low.inclusive && value === low.value)) &&
    (high === undefined || value < high.value || (high.inclusive && value === high.value))
}

/** Entries are those of pairs in order, `[low, high]`, as all tuples among options are. */
function tuplesOf (schema: z.core.$ZodTuple): Values {
  const items = (schema._zod.def.items as unknown[]).map(valuesOf)
  const right = items[0].right.map(value => items.map(() => value))
  const [good] = right
  return {
    wrong: [
      ...strangers,
      ['too few', good.slice(1)],
      ['too many', [...good, good[0]]],
      // Where an order is asked for
      ...(schema._zod.def.checks ?? []).length === 0 ? [] : [['the wrong way round',
        [...items.map(({ right }) => right[1])].map((value, i) =>
          i === 0 ? value : items[i].right[0])] as const],
      ...items.flatMap(({ wrong }, i) => wrong.map(([what, value]) =>
        [`${what} at ${i}`, good.map((each, k) => k === i ? value : each)] as const))
    ],
    right: [...right, items.map(({ right }, i) => right[i])]
  }
}

function objectsOf (schema: z.core.$ZodObject): Values {
  const entries = Object.entries(schema._zod.def.shape)
    .map(([key, inner]) => [key, valuesOf(inner)] as const)
  const good = Object.fromEntries(entries.map(([key, { right }]) => [key, right[0]]))
  return {
    wrong: [
      ...without(value => typeof value === 'object' && Object.keys(Object(value)).length === 0 &&
        z.safeParse(schema, value).success),
      ['a key more', { ...good, nobodyKnowsThis: 1 }],
      ...entries.flatMap(([key, { wrong }]) => wrong.map(([what, value]) =>
        [`${what} at ${key}`, { ...good, [key]: value }] as const))
    ],
    right: entries.flatMap(([key, { right }]) => right.map(value => ({ ...good, [key]: value })))
  }
}
