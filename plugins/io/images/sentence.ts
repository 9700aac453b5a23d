/** What the file system says, in words. */
export const fileTroubles: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'may not be read or written',
  EISDIR: 'is a folder, where a file was expected',
  ENOTDIR: 'is a file, where a folder was expected',
  ENOSPC: 'there is no space left to write it'
}

/** The first line of what an error says. */
export function sentence (error: unknown): string {
  const { code = '' } = Object(error) as { code?: string }
  if (Object.hasOwn(fileTroubles, code)) return fileTroubles[code]
  return (error instanceof Error ? error.message : String(error)).split('\n')[0].trim()
}
