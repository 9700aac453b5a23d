import type { Tensor } from '@tensorflow/tfjs-core'
import type { Plan } from '../contract/index.js'
import { check, limitsOf } from './check.js'
import type { CheckOptions } from './check.js'
import { refusal, schemaRefusal } from './check/path.js'
import type { Path } from '../define/flaw.js'
import { survey } from './check/survey.js'
import { checkText } from './check/text.js'
import { migrate } from './migrate.js'
import { wireSchema } from './wire-schema.js'
import { decode, decodeDraws, decodeJson, encode, encodeDraws, mapEntries } from './wire.js'

/**
 * A plan as JSON text, in one way only: what `parse` gives back is written the same again. Every
 * number is kept to the bit, every typed array in its kind, keys in their order; keys of value
 * undefined are left out.
 *
 * @throws PLAN for a plan that is live (`freeze` makes it data) or not sound
 */
export function stringify (plan: Plan | Plan<Tensor>, options: CheckOptions = {}): string {
  const text = JSON.stringify(toJson(plan, options))
  checkText(text, limitsOf(options))
  return text
}

/**
 * The plan that a text holds. Safe on text from anywhere: it is measured before it is read, and the
 * plan is checked before anything is made of it.
 *
 * @throws PLAN for a text that is no sound plan, PLAN_VERSION for one of another format
 * @throws UNKNOWN_NAME, POOL as `check` does
 */
export function parse (text: string, options: CheckOptions = {}): Plan {
  if (typeof text !== 'string') throw refusal(['text'], 'must be text', text)
  checkText(text, limitsOf(options))
  return fromJson(parseJson(text), options)
}

function parseJson (text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refusal(['text'], 'must be JSON', text)
  }
}

/** As `stringify`, but gives the value that JSON would hold. */
export function toJson (plan: Plan | Plan<Tensor>, options: CheckOptions = {}): unknown {
  check(plan, options)
  const value = convert(plan, { end: encode, draws: encodeDraws, json: encode })
  survey(value, limitsOf(options), false)
  return value
}

/** As `parse`, from a value that JSON held. */
export function fromJson (value: unknown, options: CheckOptions = {}): Plan {
  survey(value, limitsOf(options), false)
  const newest = migrate(value)
  const parsed = wireSchema.safeParse(newest)
  if (!parsed.success) throw schemaRefusal(parsed.error, newest)
  const plan = convert(newest as object, { end: decode, draws: decodeDraws, json: decodeJson })
  check(plan as unknown as Plan, options)
  return plan as unknown as Plan
}

/** What happens to the parts of a plan on their way into JSON or out of it. */
interface Conversion {
  readonly end: (value: unknown, path: Path) => unknown
  readonly draws: (value: number[], path: Path) => unknown
  readonly json: (value: unknown, path: Path) => unknown
}

/**
 * Converts a plan part by part. Only by their place can the names of draws and of parameters, which
 * anyone chooses, be told from the tags of typed arrays.
 */
function convert (plan: object, by: Conversion, path: Path = []): Record<string, unknown> {
  return mapEntries(plan, (value, key) => {
    const here = [...path, key]
    if (key === 'then') return convert(value as object, by, here)
    if (key === 'options') return by.json(value, here)
    if (key === 'draws') {
      return mapEntries(value as object, (list, name) =>
        by.draws(list as number[], [...here, name]))
    }
    if (key !== 'layers') return by.end(value, here)
    return (value as object[]).map((layer, i) => convertLayer(layer, by, [...here, i]))
  })
}

function convertLayer (layer: object, by: Conversion, path: Path): unknown {
  return mapEntries(layer, (value, key) => {
    const here = [...path, key]
    if (key !== 'where' || !('parameters' in (value as object))) return by.end(value, here)
    return mapEntries(value as object, (entry, name) => name === 'parameters'
      ? mapEntries(entry as object, (parameter, which) => by.end(parameter, [...here, name, which]))
      : by.end(entry, [...here, name]))
  })
}
