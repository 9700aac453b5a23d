import * as z from 'zod/mini'
import { arrayKind, isLive } from './kinds.js'

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
  /** Notes how JSON Schema puts a part, where that is asked for. */
  note (part: z.ZodMiniType, note: Note): z.ZodMiniType
}

/** What a leaf is called, and how JSON Schema puts it where a check is code. */
export interface Note {
  readonly id?: string
  readonly description?: string
  readonly [key: string]: unknown
}

export const isNumber = (value: unknown): boolean => Number.isFinite(value)

/** A list checked in one go, so that a bad one is one complaint however long it is. */
export function listOf (fits: (value: unknown) => boolean, allowed: string): z.ZodMiniType {
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

/** The same for numbers; many, so that a call for each would take longer than the rest. */
function areNumbers (list: unknown): boolean {
  if (!Array.isArray(list)) return false
  for (let i = 0; i < list.length; i++) if (!Number.isFinite(list[i])) return false
  return true
}

/** Checked in one go too: what is usual among parameters. */
export function plainOf (fits: (value: unknown) => boolean): z.ZodMiniType {
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
  draws: z.custom(areNumbers, 'must be a list of finite numbers'),
  live: [z.custom(isLive)],
  note: part => part
}
