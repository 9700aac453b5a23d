import { $ZodObject } from 'zod/v4/core'
import { fail } from '../errors.js'

/**
 * Checks what a definition cannot do without, where it is written.
 *
 * @param does - the function that a definition of this kind has, if any: `plan`, `pair`
 * @throws OPTION
 */
export function checkDefinition (who: string, definition: unknown, does?: string): void {
  if (typeof definition !== 'object' || definition === null)
    throw fail('OPTION', who, 'definition', 'must be an object', definition)
  const parts = definition as Readonly<Record<string, unknown>>
  if (typeof parts.name !== 'string' || parts.name === '')
    throw fail('OPTION', who, 'name', 'must be text, and not empty', parts.name)
  if (!(parts.options instanceof $ZodObject))
    throw fail('OPTION', `${who} "${parts.name}"`, 'options', 'must be a z.object()', parts.options)
  if (does !== undefined && typeof parts[does] !== 'function')
    throw fail('OPTION', `${who} "${parts.name}"`, does, 'must be a function', parts[does])
}
