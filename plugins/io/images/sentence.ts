/** The first line of what an error says. */
export function sentence (error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0].trim()
}
