import { Tensor } from '@tensorflow/tfjs-core'
import type { AnyNamedRule } from './rules.js'

/** The typed arrays of a plan, by their names in JSON. */
export interface Arrays { float64: Float64Array, int32: Int32Array, uint8: Uint8Array }
export type ArrayKind = keyof Arrays

/** Which of the typed arrays of a plan a value is, if any. */
export function arrayKind (value: unknown): ArrayKind | undefined {
  if (value instanceof Float64Array) return 'float64'
  if (value instanceof Int32Array) return 'int32'
  return value instanceof Uint8Array ? 'uint8' : undefined
}

/** What makes a plan a live one. */
export function isLive (value: unknown): value is Tensor {
  return value instanceof Tensor
}

/** An object made of keys and values alone, of any realm. */
export function isPlain (value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype = Object.getPrototypeOf(value) as object | null
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

export function isRule (value: unknown): value is AnyNamedRule {
  return isPlain(value) && typeof value.rule === 'string'
}
