import { fail, show, type RemixtureError } from '../errors.js'
import type { Seed } from '../contract/plan.js'

/** A recorded stream of numbers that stands for a seed. */
export interface Recorded { readonly replay: ArrayLike<number> }
/** What a script may hold. */
export type Scripted = number | boolean | Recorded

/**
 * Whether a value from a script is one that the draw could have given. Each gives the value back,
 * or throws SCRIPT, which names the draw and says what was asked and what was found.
 */
export const fits = {
  /** The upper end is accepted: references round, or draw from a closed range. */
  uniform (name: string, value: Scripted, low: number, high: number): number {
    if (isNumber(value) && value >= low && value <= high) return value
    throw refuse(name, `a number from ${low} to ${high}`, value)
  },

  int (name: string, value: Scripted, low: number, end: number): number {
    if (isWhole(value) && value >= low && value < end) return value
    throw refuse(name, `a whole number from ${low} to ${end - 1}`, value)
  },

  normal (name: string, value: Scripted): number {
    if (isNumber(value)) return value
    throw refuse(name, 'a finite number', value)
  },

  share (name: string, value: Scripted): number {
    return fits.uniform(name, value, 0, 1)
  },

  chance (name: string, value: Scripted): boolean {
    if (value === true || value === 1) return true
    if (value === false || value === 0) return false
    throw refuse(name, 'true, false, 1 or 0', value)
  },

  permutation (name: string, values: readonly Scripted[]): Int32Array {
    const order = new Int32Array(values.length)
    const seen = new Uint8Array(values.length)
    values.forEach((value, index) => {
      order[index] = fits.int(name, value, 0, values.length)
      if (seen[order[index]]++ > 0) throw refuse(name, 'an order without repeats', value)
    })
    return order
  },

  seed (name: string, value: Scripted): Seed {
    if (isWhole(value) && value >= 0 && Number.isSafeInteger(value)) return value
    if (typeof value !== 'object' || value === null || typeof value.replay?.length !== 'number') {
      throw refuse(name, 'a whole number from 0 to 2^53 - 1 or { replay: numbers }', value)
    }
    const replay = value.replay instanceof Float64Array
      ? value.replay
      : Float64Array.from(value.replay)
    const unfit = replay.find(number => !Number.isFinite(number))
    if (unfit !== undefined) throw refuse(name, 'a recording of finite numbers', unfit)
    return { replay }
  }
}

function isNumber (value: unknown): value is number {
  return Number.isFinite(value)
}

function isWhole (value: unknown): value is number {
  return Number.isInteger(value)
}

function refuse (name: string, asked: string, found: unknown): RemixtureError {
  return fail('SCRIPT', name, `must be ${asked}, got ${show(found)}`)
}
