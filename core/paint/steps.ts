import type { Tensor } from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { $ZodObject } from 'zod/v4/core'
import type { Blend, BlendDefinition, HostRow, Step, StepDefinition } from '../contract/index.js'
import { fail } from '../errors.js'
import { schemaRefusal } from '../plan/check/path.js'
import { exact } from '../plan/rules.js'

/** Steps done in turn to rows `[rows, …]`. */
export function runSteps (
  x: Tensor, steps: readonly Step[],
  { steps: known = {} }: { readonly steps?: Readonly<Record<string, StepDefinition>> },
  frame: readonly number[]
): Tensor {
  return steps.reduce<Tensor>((rows, step) => {
    const { definition, parameters } = found('step', step, known)
    return definition.run(rows, parameters, frame)
  }, x)
}

/** What a view makes of the row on the host that a piece shows. */
export type RowView = (row: HostRow, piece: number) => HostRow

/**
 * The steps of a view on host arrays.
 *
 * @throws PLAN for a step that is not known on host arrays
 */
export function rowView (
  steps: readonly Step[],
  { steps: known = {} }: { readonly steps?: Readonly<Record<string, StepDefinition>> }
): RowView {
  const done = steps.map(step => {
    const onRow = known[step.step as string]?.onRow
    if (onRow === undefined) throw fail('PLAN', 'view', 'needs tensors, not host arrays', steps)
    const { parameters } = found('step', step, known)
    return (row: HostRow, piece: number): HostRow =>
      ({ ...row, data: onRow(row, parameters, piece) })
  })
  return (row, piece) => done.reduce((seen, step) => step(seen, piece), row)
}

/** What becomes of a row on the host where a piece is joined with it. */
export type RowJoin =
  (there: HostRow, source: HostRow, coefficient: number, piece: number) => HostRow['data']

/**
 * A blend that is no sum on host arrays.
 *
 * @throws PLAN for a blend that is not known on host arrays
 */
export function rowJoin (
  blend: Blend,
  { blends: known = {} }: { readonly blends?: Readonly<Record<string, BlendDefinition>> }
): RowJoin {
  const step = typeof blend === 'string' ? { step: blend } : blend
  const onRow = known[step.step as string]?.onRow
  if (onRow === undefined)
    throw fail('PLAN', 'blend', 'must be "over" or "sum" on host arrays', blend)
  const { parameters } = found('blend', step, known)
  return (there, source, coefficient, piece) =>
    onRow(there, source, coefficient, parameters, piece)
}

type Join = (there: Tensor, source: Tensor,
  coefficient: Parameters<BlendDefinition['run']>[2]) => Tensor

/**
 * How a blend that is no sum joins two tensors.
 *
 * @param entries - which of the `count` pieces of a layer are joined, in this order: parameters
 *   that are columns, typed arrays of `count` entries, are cut to these
 */
export function blendOf (
  blend: Blend,
  { blends: known = {} }: { readonly blends?: Readonly<Record<string, BlendDefinition>> },
  entries: Int32Array, count: number
): Join {
  const step = typeof blend === 'string' ? { step: blend } : blend
  const { definition, parameters } = found('blend', step, known)
  const mine = entries.length === count
    ? parameters
    : Object.fromEntries(Object.entries(parameters).map(([name, value]) =>
      [name, isColumn(value, count) ? pickEntries(value, entries) : value]))
  return (there, source, coefficient) => definition.run(there, source, coefficient, mine)
}

type Numbers = Float64Array | Int32Array | Uint8Array

function isColumn (value: unknown, count: number): value is Numbers {
  return ArrayBuffer.isView(value) && (value as Numbers).length === count
}

function pickEntries (column: Numbers, entries: Int32Array): Numbers {
  const Kind = column.constructor as new (length: number) => Numbers
  const picked = new Kind(entries.length)
  entries.forEach((entry, i) => { picked[i] = column[entry] })
  return picked
}

/** The definition of what names a step, and its parameters, defaults filled in. */
function found<Definition extends { readonly parameters: $ZodObject }> (
  kind: string, named: object, known: Readonly<Record<string, Definition>>
): { readonly definition: Definition, readonly parameters: Readonly<Record<string, unknown>> } {
  const { step: name, ...given } = named as { step: string }
  if (!Object.hasOwn(known, name)) throw fail('UNKNOWN_NAME', kind, name, Object.keys(known))
  const definition = known[name]
  const parsed = z.safeParse(exact(definition.parameters), given)
  if (!parsed.success) throw schemaRefusal(parsed.error, given, [name])
  return { definition, parameters: parsed.data }
}
