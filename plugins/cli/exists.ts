import { lstat } from 'node:fs/promises'

/** Whether there is anything at a path, a dangling link among them. */
export async function exists (path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
