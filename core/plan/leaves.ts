import * as z from 'zod/mini'
import { arrayKind, isLive } from './kinds.js'
import type { ArrayKind } from './kinds.js'

/**
 * What stands at the ends of a plan. In memory there are typed arrays and perhaps tensors; JSON has
 * tagged lists, base64, and the text "-0" for the number it cannot write.
 */
export interface Leaves {
  readonly number: z.ZodMiniType
  readonly float64: z.ZodMiniType
  readonly int32: z.ZodMiniType
  readonly uint8: z.ZodMiniType
  /** A number, text, true or false, and lists of numbers or texts. */
  readonly plain: z.ZodMiniType
  /** What chance decided under one name. */
  readonly draws: z.ZodMiniType
  /** A tensor, where a plan may hold one. */
  readonly live: readonly z.ZodMiniType[]
}

/** What a leaf is called, and how JSON Schema puts it where a check is code. */
export interface Note {
  readonly id?: string
  readonly description?: string
  readonly [key: string]: unknown
}
export const notes = z.registry<Note>()

const isNumber = (value: unknown): boolean => Number.isFinite(value)
const isWireNumber = (value: unknown): boolean => isNumber(value) || value === '-0'
const isInt32 = (value: unknown): boolean => value === ((value as number) | 0)

/** A list checked in one go, so that a bad one is one complaint however long it is. */
function listOf (fits: (value: unknown) => boolean, allowed: string): z.ZodMiniType {
  return z.custom(list => isListOf(list, fits), allowed)
}

/**
 * Whether every entry of a list fits. `every` would pass over entries that are missing; what chance
 * decided may be tens of thousands of numbers, for which a loop takes a fraction of the time.
 */
export function isListOf (list: unknown, fits: (value: unknown) => boolean): boolean {
  if (!Array.isArray(list)) return false
  for (let i = 0; i < list.length; i++) if (!fits(list[i])) return false
  return true
}

/** Checked in one go too: what is usual among parameters. */
function plainOf (fits: (value: unknown) => boolean): z.ZodMiniType {
  const isText = (value: unknown): boolean => typeof value === 'string'
  return z.custom(value => Array.isArray(value)
    ? isListOf(value, fits) || isListOf(value, isText)
    : fits(value) || isText(value) || typeof value === 'boolean')
}

export const memoryLeaves: Leaves = {
  number: z.number('must be a finite number'),
  float64: z.custom(
    value => arrayKind(value) === 'float64' && (value as Float64Array).every(Number.isFinite),
    'must be a Float64Array of finite numbers'),
  int32: z.custom(value => arrayKind(value) === 'int32', 'must be an Int32Array'),
  uint8: z.custom(value => arrayKind(value) === 'uint8', 'must be a Uint8Array'),
  plain: plainOf(isNumber),
  draws: listOf(isNumber, 'must be a list of finite numbers'),
  live: [z.custom(isLive)]
}

const wireNumber = z.union([z.number(), z.literal('-0')], 'must be a finite number or "-0"')
  .register(notes, { id: 'number', description: 'A finite number; "-0" is minus zero.' })
const base64 = z.string().register(notes, {
  id: 'base64', contentEncoding: 'base64', description: 'Bytes of the numbers, lowest first.'
})
const wireList = (fits: (value: unknown) => boolean, items: unknown): z.ZodMiniType =>
  listOf(fits, 'must be a list of finite numbers').register(notes, { type: 'array', items })
const numberItems = { anyOf: [{ type: 'number' }, { const: '-0' }] }
const numberList = wireList(isWireNumber, numberItems)
const float64 = tagged('float64', numberList)
  .register(notes, { id: 'float64', description: 'A list up to 256 numbers, base64 above.' })

export const wireLeaves: Leaves = {
  number: wireNumber,
  float64,
  int32: tagged('int32', wireList(isInt32, {
    type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1
  })).register(notes, { id: 'int32', description: 'A list up to 256 numbers, base64 above.' }),
  uint8: z.strictObject({ uint8: base64 }, 'must be { uint8 } in base64')
    .register(notes, { id: 'uint8' }),
  plain: plainOf(isWireNumber).register(notes, {
    anyOf: [
      { type: ['string', 'number', 'boolean'] },
      { type: 'array', items: numberItems },
      { type: 'array', items: { type: 'string' } }
    ]
  }),
  draws: z.union([numberList, z.strictObject({ float64: base64 })],
    'must be a list of finite numbers, or { float64 } in base64'),
  live: []
}

function tagged (kind: ArrayKind, list: z.ZodMiniType): z.ZodMiniType {
  return z.strictObject({ [kind]: z.union([list, base64]) },
    `must be { ${kind} } with a list or base64`)
}
