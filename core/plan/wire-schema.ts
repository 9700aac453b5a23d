import * as z from 'zod/mini'
import type { ArrayKind } from './kinds.js'
import { isNumber, listOf, plainOf } from './leaves.js'
import type { Leaves, Note } from './leaves.js'
import { planSchema } from './schema.js'

/** How JSON Schema puts what a check of code or a name of its own stands for. */
export const notes = z.registry<Note>()

const isWireNumber = (value: unknown): boolean => isNumber(value) || value === '-0'
const isInt32 = (value: unknown): boolean => value === ((value as number) | 0)

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

const wireLeaves: Leaves = {
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
  live: [],
  note: (part, note) => part.register(notes, note)
}

function tagged (kind: ArrayKind, list: z.ZodMiniType): z.ZodMiniType {
  return z.strictObject({ [kind]: z.union([list, base64]) },
    `must be { ${kind} } with a list or base64`)
}

const { plan, ...parts } = planSchema(wireLeaves)
Object.entries(parts).forEach(([id, part]) => { notes.add(part, { id }) })

/** The shape of a plan as JSON holds it. */
export const wireSchema: z.ZodMiniType = plan
