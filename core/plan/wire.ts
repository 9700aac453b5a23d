import { refusal } from './check/path.js'
import type { Path } from '../define/flaw.js'
import { fromBase64, toBase64 } from './base64.js'
import { arrayKind, isLive } from './kinds.js'
import type { ArrayKind, Arrays } from './kinds.js'

/**
 * How the values of a plan stand in JSON.
 *
 * A typed array is an object with one key, its kind: `{ "int32": [3, 0, 2, 1] }`, with its bytes in
 * base64 above 256 entries. Minus zero is the text "-0". So that a text of that form stays text,
 * one that is minus signs and a zero is written with a minus sign more.
 */

/** Longer columns are written as base64. */
const LISTED = 256
/** Texts of this form stand for minus zero, or for themselves with one sign less. */
const SIGNED_ZERO = /^-+0$/

const widths = { float64: 8, int32: 4, uint8: 1 } as const
const write = {
  float64: (view: DataView, at: number, value: number) => { view.setFloat64(at, value, true) },
  int32: (view: DataView, at: number, value: number) => { view.setInt32(at, value, true) }
}

/**
 * A value as JSON holds it.
 *
 * @throws PLAN for a tensor
 */
export function encode (value: unknown, path: Path): unknown {
  if (typeof value === 'string') return SIGNED_ZERO.test(value) ? `-${value}` : value
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : value
  if (typeof value !== 'object' || value === null) return value
  const kind = arrayKind(value)
  if (kind !== undefined) return { [kind]: encodeArray(value as Arrays[ArrayKind], kind) }
  if (Array.isArray(value)) return value.map((entry, i) => encode(entry, [...path, i]))
  if (isLive(value)) throw refusal(path, 'holds a live tensor; freeze it first', value)
  return mapEntries(value, (entry, key) => encode(entry, [...path, key]))
}

/** The numbers drawn under one name: a list however they are written. */
export function encodeDraws (list: readonly number[], path: Path): unknown {
  return list.length > LISTED ? encode(Float64Array.from(list), path) : encode(list, path)
}

function encodeArray (array: Arrays[ArrayKind], kind: ArrayKind): unknown {
  if (kind === 'uint8') return toBase64(array as Uint8Array)
  if (array.length <= LISTED) return Array.from(array, entry => Object.is(entry, -0) ? '-0' : entry)
  const bytes = new Uint8Array(array.length * widths[kind])
  const view = new DataView(bytes.buffer)
  array.forEach((entry, i) => { write[kind](view, i * widths[kind], entry) })
  return toBase64(bytes)
}

/**
 * What `encode` was given.
 *
 * @throws PLAN for base64 that is damaged
 */
export function decode (value: unknown, path: Path): unknown {
  if (isWireArray(value)) return decodeArray(value, path)
  if (typeof value !== 'object' || value === null) return decodeEnd(value)
  if (Array.isArray(value)) return value.map((entry, i) => decode(entry, [...path, i]))
  return mapEntries(value, (entry, key) => decode(entry, [...path, key]))
}

/** As `decode`, where typed arrays have no place: options. */
export function decodeJson (value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return decodeEnd(value)
  return Array.isArray(value) ? value.map(decodeJson) : mapEntries(value, decodeJson)
}

export function decodeDraws (value: unknown, path: Path): unknown {
  return Array.from(decode(value, path) as ArrayLike<unknown>)
}

/** An object with other values, key by key; what is undefined is left out. */
export function mapEntries (
  object: object, change: (value: unknown, key: string) => unknown
): Record<string, unknown> {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries.map(([key, value]) => [key, change(value, key)]))
}

function decodeEnd (value: unknown): unknown {
  if (typeof value !== 'string' || !SIGNED_ZERO.test(value)) return value
  return value === '-0' ? -0 : value.slice(1)
}

type Held = string | ReadonlyArray<number | string>
type WireArray = { readonly [Kind in ArrayKind]?: Held }

function isWireArray (value: unknown): value is WireArray {
  if (typeof value !== 'object' || value === null) return false
  const keys = Object.keys(value)
  return keys.length === 1 && Object.hasOwn(widths, keys[0])
}

function decodeArray (value: WireArray, path: Path): Arrays[ArrayKind] {
  const [kind, held] = Object.entries(value)[0] as [ArrayKind, Held]
  const here = [...path, kind]
  if (typeof held !== 'string') {
    const list = held.map(entry => Number(entry))
    return kind === 'int32' ? Int32Array.from(list) : Float64Array.from(list)
  }
  const bytes = fromBase64(held)
  if (bytes === undefined) throw refusal(here, 'must be base64', held)
  if (bytes.length % widths[kind] !== 0) {
    throw refusal(here, `must hold numbers of ${widths[kind]} bytes`, `${bytes.length} bytes`)
  }
  return numbersOf(bytes, kind)
}

function numbersOf (bytes: Uint8Array, kind: ArrayKind): Arrays[ArrayKind] {
  if (kind === 'uint8') return bytes
  const view = new DataView(bytes.buffer)
  const length = bytes.length / widths[kind]
  const list = kind === 'int32' ? new Int32Array(length) : new Float64Array(length)
  for (let i = 0; i < length; i++) {
    list[i] = kind === 'int32' ? view.getInt32(i * 4, true) : view.getFloat64(i * 8, true)
  }
  return list
}
