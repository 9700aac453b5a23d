import { fail } from '../../../core/errors.js'

/**
 * Imports an optional package when it is first needed.
 *
 * @param who what needs it, for the error
 * @param name as npm knows it
 * @throws MISSING_PEER if it is not installed
 */
export async function peer<Module> (
  who: string, name: string, load: () => Promise<Module>
): Promise<Module> {
  try {
    return await load()
  } catch (error) {
    if (isMissing(error, name)) throw fail('MISSING_PEER', who, name)
    throw error
  }
}

/** Another package that is missing inside the peer is not the user's to install. */
function isMissing (error: unknown, name: string): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND' &&
    error.message.includes(`'${name}'`)
}
