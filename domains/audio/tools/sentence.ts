/** The first line of what was thrown, an error or a text. */
export function sentence (error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0].trim()
}
