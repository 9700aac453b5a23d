import { fail } from '../../errors.js'
import { arrayKind, isLive, isPlain } from '../kinds.js'
import type { Limits } from '../limits.js'
import { place } from '../../define/flaw.js'
import type { Path } from '../../define/flaw.js'
import { refusal } from './path.js'

/** Keys that would reach behind an object when it is copied carelessly. */
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor'])
/** The keys of texts that hold whole columns. */
const columns: ReadonlySet<string> = new Set(['float64', 'int32', 'uint8'])

/**
 * Refuses a value that is too large, too deep, or made of anything but plain objects, lists, text,
 * finite numbers, true, false and null; in memory also the typed arrays and tensors of a plan.
 * After it, the value can be walked without care.
 *
 * @param memory - whether the value is a plan rather than what JSON holds of it
 * @throws PLAN
 */
export function survey (value: unknown, limits: Limits, memory: boolean): void {
  let nodes = 0
  let entries = 0
  const path: PropertyKey[] = []

  const enter = (what: number): void => {
    if ((nodes += what) > limits.nodes) {
      throw refusal([], `must have at most ${limits.nodes} objects, lists and keys`, nodes)
    }
    if (path.length > limits.nesting) {
      throw refusal(path.slice(0, 8), `must have at most ${limits.nesting} levels`, path.length)
    }
  }
  const inside = (key: PropertyKey, entry: unknown): void => {
    path.push(key)
    visit(entry)
    path.pop()
  }
  const visitList = (list: readonly unknown[]): void => {
    enter(1)
    if (memory && isDraws(path)) return
    if ((entries += list.length) > limits.entries) {
      throw refusal(path, `must have at most ${limits.entries} entries`, entries)
    }
    for (let i = 0; i < list.length; i++) inside(i, list[i])
  }
  const visitObject = (object: Readonly<Record<string, unknown>>): void => {
    const keys = Object.keys(object)
    enter(1 + keys.length)
    for (const key of keys) {
      checkKey(key, limits, path)
      if (object[key] !== undefined) inside(key, object[key])
    }
  }
  const visitColumn = (column: unknown): void => {
    enter(2)
    if (isLive(column) && column.isDisposed)
      throw refusal(path, 'must be a tensor that is not disposed', column)
  }
  const visit = (entry: unknown): void => {
    if (Array.isArray(entry)) visitList(entry)
    else if (memory && isColumn(entry) && ownPath(path)[0] !== 'options') visitColumn(entry)
    else if (isPlain(entry)) visitObject(entry)
    else checkEnd(entry, limits, memory, path)
  }
  visit(value)
}

/** What stands in memory alone. Options are plain JSON there too. */
function isColumn (value: unknown): boolean {
  return arrayKind(value) !== undefined || isLive(value)
}

/** What was drawn may be long, is base64 in JSON, and is looked at number by number elsewhere. */
function isDraws (path: Path): boolean {
  const own = ownPath(path)
  return own[0] === 'draws' && own.length === 2
}

/** Where something stands in its own plan of a chain. */
function ownPath (path: Path): Path {
  return path.slice(path.findIndex(key => key !== 'then'))
}

function checkKey (key: string, limits: Limits, path: Path): void {
  if (forbidden.has(key)) throw refusal([...path, key], 'is a key no plan may have', key)
  if (key.length <= limits.name) return
  throw refusal(path, `must have keys of at most ${limits.name} characters`, key.length)
}

function checkEnd (value: unknown, limits: Limits, memory: boolean, path: Path): void {
  if (typeof value === 'string') return checkString(value, limits, memory, path)
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return
    throw refusal(path, 'must be finite', value)
  }
  if (typeof value === 'boolean' || value === null) return
  if (typeof value === 'object' && 'dataId' in value && !isLive(value)) {
    throw fail('SECOND_TFJS', place(path))
  }
  throw refusal(path, 'must be plain data', value)
}

function checkString (value: string, limits: Limits, memory: boolean, path: Path): void {
  const key = path[path.length - 1]
  const most = !memory && columns.has(String(key)) ? limits.text : limits.string
  if (value.length > most) {
    throw refusal(path, `must be text of at most ${most} characters`, value.length)
  }
}
