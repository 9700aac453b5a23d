import { fail } from '../../../core/errors.js'

const KIBI = 1024
export const MEBI = KIBI * KIBI
export const GIBI = MEBI * KIBI

/**
 * A limit that the caller may set: a whole number above 0, or Infinity.
 *
 * @throws OPTION
 */
export function limit (who: string, option: string, value: number | undefined, byDefault: number) {
  const chosen = value ?? byDefault
  if (!(chosen === Infinity || Number.isSafeInteger(chosen)) || chosen <= 0)
    throw fail('OPTION', who, option, 'must be a whole number above 0, or Infinity', value)
  return chosen
}

/**
 * @throws OPTION for a name that is not among `known`
 */
export function knownOptions (who: string, options: object, known: readonly string[]): void {
  for (const name of Object.keys(options))
    if (!known.includes(name)) throw fail('UNKNOWN_OPTION', who, name, known)
}
