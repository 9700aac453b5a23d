import { fail, show } from '../errors.js'
import type { Scripted } from './fits.js'

/** Values by name: one, or a list used in order. */
export type Script = Readonly<Record<string, Scripted | ArrayLike<Scripted>>>

/** The lists of a script, and how far each is used. */
export interface Tapes {
  /**
   * The next value of `entry`, for the draw `name`.
   * @throws SCRIPT without such an entry, and after its last value
   */
  take (entry: string, name?: string): Scripted
  /** The next `size` values. */
  several (size: number, entry: string, name?: string): Scripted[]
  /** The names of entries that hold values still. */
  left (): string[]
}

/**
 * Opens a script. Whatever its names are, they are only names: `__proto__` is one.
 * @throws OPTION for what is no script, SCRIPT for an entry that is neither a value nor a list
 */
export function tapes (script: Script): Tapes {
  if (typeof script !== 'object' || script === null || Array.isArray(script))
    throw fail('OPTION', 'scripted', 'draws', 'must be an object of values by name', script)
  const given = Object.entries(script).filter(([, entry]) => entry !== undefined)
  const tape = new Map(given.map(
    ([name, entry]) => [name, { values: listed(name, entry), used: 0 }]
  ))
  const take = (entry: string, name = entry): Scripted => {
    const found = tape.get(entry)
    const missing = entry === name ? 'is' : `needs "${entry}", which is`
    if (found === undefined) {
      throw fail('SCRIPT', name, `${missing} not in the script, which has ${known(tape.keys())}`)
    }
    if (found.used < found.values.length) return found.values[found.used++]
    throw fail('SCRIPT', name, `${missing} used up: the script has ${found.used} of it`)
  }
  return {
    take,
    several: (size, entry, name) => Array.from({ length: size }, () => take(entry, name)),
    left: () => [...tape].filter(([, { values, used }]) => used < values.length)
      .map(([name]) => name)
  }
}

function listed (name: string, entry: Scripted | ArrayLike<Scripted>): ArrayLike<Scripted> {
  if (typeof entry === 'number' || typeof entry === 'boolean') return [entry]
  if (Array.isArray(entry)) return entry as Scripted[]
  if (typeof entry === 'object' && entry !== null) {
    if ('replay' in entry) return [entry]
    if (ArrayBuffer.isView(entry) && 'length' in entry) return entry
  }
  throw fail('SCRIPT', name, `must be a value or a list of values, got ${show(entry)}`)
}

function known (names: Iterable<string>): string {
  const all = Array.from(names, name => show(name))
  if (all.length === 0) return 'no draws'
  return `${all.slice(0, 12).join(', ')}${all.length > 12 ? ' …' : ''}`
}
