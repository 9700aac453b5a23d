import { stat } from 'node:fs/promises'
import path from 'node:path'
import { fail } from '../../core/errors.js'
import { exists } from './exists.js'

/**
 * That a file can be written where it is wanted, before anything is made for it.
 *
 * @throws OPTION for a folder that is not there, and for a file that is, unless it is to be
 *   overwritten
 */
export async function requireOut (who: string, out: string, overwrite: boolean): Promise<void> {
  const folder = path.dirname(out)
  const found = await stat(folder).catch(() => undefined)
  if (found?.isDirectory() !== true) {
    const allowed = `must be in a folder that is there: make "${folder}" first`
    throw fail('OPTION', who, 'out', allowed, out)
  }
  if (!overwrite && await exists(out))
    throw fail('OPTION', who, 'out', 'must not be there yet, or give --force', out)
}
