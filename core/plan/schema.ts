import * as z from 'zod/mini'
import { isListOf, memoryLeaves } from './leaves.js'
import type { Leaves } from './leaves.js'

/** A list whose items are objects; one that is not is a single complaint, however long it is. */
function listOf (item: z.ZodMiniType, allowed: string): z.ZodMiniType {
  const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null
  return z.pipe(z.custom(list => isListOf(list, isObject), allowed), z.array(item))
}

/** The shape of a plan on some kind of leaves. What its parts say of each other, `check` tells. */
export function planSchema (leaves: Leaves): Record<'plan' | Part, z.ZodMiniType> {
  const { number, plain, float64, int32, uint8, draws, live, note } = leaves
  const name = z.string('must be text').check(z.minLength(1, 'must not be empty'))
  const names = note(z.custom(
    list => isListOf(list, each => typeof each === 'string'), 'must be a list of texts'
  ), { type: 'array', items: { type: 'string' } })
  const whole = note(
    z.custom(isCount, 'must be a whole number from 0'), { type: 'integer', minimum: 0 })
  const wholes = note(z.custom(
    list => isListOf(list, isCount), 'must be a list of whole numbers from 0'
  ), { type: 'array', items: { type: 'integer', minimum: 0 } })
  const flag = z.boolean('must be true or false')

  const value: z.ZodMiniType = z.lazy(() => z.union([
    plain, int32, float64, uint8, rule, z.strictObject({ replay: float64 })
  ], 'must be text, a number, true or false, a list of these, a typed array, a rule or a seed'))
  const rule: z.ZodMiniType =
    z.catchall(z.object({ rule: name }, 'must be a rule'), z.optional(value))
  const step: z.ZodMiniType =
    z.catchall(z.object({ step: name }, 'must be a step'), z.optional(value))

  const index = z.union([int32, rule], 'must be an Int32Array or a rule')
  const column = z.union([number, float64, rule, ...live],
    'must be a finite number, a Float64Array of such or a rule')
  const source = z.strictObject({
    pool: z.optional(z.union([name, rule], 'must be a name or a rule')),
    rows: z.optional(index),
    rank: z.optional(z.strictObject({ by: name, of: z.optional(index) }, 'must be an object'))
  }, 'must be an object')
  const corners = { start: int32, end: int32 }
  const where = z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('boxes'),
      axes: names,
      ...corners,
      from: z.optional(z.strictObject(corners, 'must be an object')),
      resize: z.optional(z.enum(['nearest', 'bilinear', 'bilinear-corners']))
    }),
    z.strictObject({
      kind: z.literal('mask'),
      axes: names,
      grid: wholes,
      levels: z.union([uint8, rule, ...live], 'must be a Uint8Array or a rule'),
      of: whole,
      tiled: z.optional(flag),
      outside: z.optional(flag)
    }),
    z.strictObject({
      kind: z.literal('points'),
      select: name,
      parameters: z.record(z.string(), z.optional(value), 'must be an object'),
      outside: z.optional(flag)
    })
  ], 'must be boxes, a mask or points')
  const layer = z.strictObject({
    source: z.optional(source),
    outputs: z.optional(index),
    view: z.optional(listOf(step, 'must be a list of steps')),
    where: z.optional(where),
    blend: z.optional(z.union([z.enum(['over', 'sum', 'union', 'arc']), step],
      'must be over, sum, union, arc or a step')),
    coefficient: z.optional(column),
    weight: z.optional(column)
  }, 'must be an object')
  const role = z.enum(['negative', 'positive', 'soft'])
  const synthetic = z.union([
    z.strictObject({ role, count: whole, anchor: index }),
    z.strictObject({ role, stream: rule })
  ], 'must have a role, and a count and an anchor or a stream')

  const plan: z.ZodMiniType = z.strictObject({
    mixer: name,
    version: z.literal(1),
    options: note(z.custom(isRecord, 'must be an object'),
      { type: 'object', description: 'Options of the mixer, plain JSON.' }),
    draws: z.record(z.string(), draws, 'must be an object'),
    size: whole,
    axes: names,
    frame: wholes,
    layers: listOf(layer, 'must be a list of layers'),
    after: z.optional(listOf(step, 'must be a list of steps')),
    targets: z.optional(z.enum(['mean', 'free', 'union'])),
    synthetic: z.optional(listOf(synthetic, 'must be a list of objects')),
    branch: z.optional(wholes),
    then: z.optional(z.lazy(() => plan))
  }, 'must be a plan')
  return { plan, value, rule, step, source, region: where, layer }
}

/** What goes by a name of its own in the JSON Schema. */
type Part = 'value' | 'rule' | 'step' | 'source' | 'region' | 'layer'

/** Minus zero is no count: JSON would write it as text. */
function isCount (value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0 && !Object.is(value, -0)
}

function isRecord (value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The shape of a plan in memory, live or not. */
export const memorySchema: z.ZodMiniType = planSchema(memoryLeaves).plan
