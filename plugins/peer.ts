import { fail } from '../core/errors.js'

/**
 * Imports a package that need not be installed.
 *
 * @param who - what needs it, at the beginning of the sentence
 * @param peer - the name of the package
 * @param load - imports it: `() => import('sharp')`
 * @throws MISSING_PEER with the line that installs it, if it is not there
 */
export async function peer<T> (who: string, peer: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (isMissing(error, peer)) throw fail('MISSING_PEER', who, peer)
    throw error
  }
}

/** Whether it is this package that was not found, and not one that it needs itself. */
function isMissing (error: unknown, peer: string): boolean {
  const { code, message = '' } = Object(error) as { code?: string, message?: string }
  return code === 'ERR_MODULE_NOT_FOUND' && message.includes(`'${peer}'`)
}
