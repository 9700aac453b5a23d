import type { Json, Options } from '../contract/index.js'

/**
 * Options as plain JSON for a plan: what is undefined is left out, typed arrays become lists, a
 * function its name.
 */
export function toOptions (options: Readonly<Record<string, unknown>>): Options {
  return toJson(options) as Options
}

function toJson (value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'number' ||
    typeof value === 'boolean') return value
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array)
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value === 'function') return value.name === '' ? 'a function' : value.name
  const entries = Object.entries(value as object).filter(([, entry]) => entry !== undefined)
  return Object.fromEntries(entries.map(([key, entry]) => [key, toJson(entry)]))
}
