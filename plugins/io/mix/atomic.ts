import { open, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** What a file is called until it is whole. */
export const TEMPORARY = '.tmp'

/**
 * Writes a file so that it is there whole or not at all, whenever the process ends.
 *
 * @param flush - it is on the disk before this returns: it survives the machine too
 * @throws EEXIST where an earlier process has left its temporary file: whoever begins removes them
 */
export async function writeAtomic (
  file: string, data: Uint8Array | string, flush = false
): Promise<void> {
  const temporary = file + TEMPORARY
  // Never into what lies there already, which may be a link to somewhere else
  await writeFile(temporary, data, { flush, flag: 'wx' })
  await rename(temporary, file)
  if (flush) await flushFolder(path.dirname(file))
}

/** Puts the names in a folder on the disk, where the system can do that. */
async function flushFolder (folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  try {
    await handle?.sync()
  } catch {
    // Windows has no such thing
  } finally {
    await handle?.close()
  }
}
