import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { fail } from '../../../core/errors.js'

/**
 * The real path of a file that a listing names, which must lie inside its folder: no absolute path,
 * no `..`, no symbolic link that leads out.
 *
 * @param source - what names the file, for the error
 * @param root - the real path of the folder
 * @param file - relative to it, parts separated by `/`
 * @throws OUTSIDE; errors of the system for a file that is not there
 */
export async function pathInside (source: string, root: string, file: unknown): Promise<string> {
  if (!isInner(file)) throw fail('OUTSIDE', source, file, root)
  const real = await realpath(path.join(root, file))
  if (!contains(root, real)) throw fail('OUTSIDE', source, file, root)
  return real
}

/** Whether a path can only name something below the folder it is joined to, links aside. */
export function isInner (file: unknown): file is string {
  return typeof file === 'string' && file !== '' && !file.includes('\0') &&
    !path.posix.isAbsolute(file) && !path.win32.isAbsolute(file) && !/^[a-z]:/i.test(file) &&
    !file.split(/[\\/]/).includes('..')
}

/** Whether a real path is that of something in a folder. */
export function contains (root: string, real: string): boolean {
  const inner = path.relative(root, real)
  return inner !== '' && inner !== '..' && !inner.startsWith(`..${path.sep}`) &&
    !path.isAbsolute(inner)
}
