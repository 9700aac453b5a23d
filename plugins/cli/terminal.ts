/** Where a command writes to, and what tells it to stop. Tests bring their own. */
export interface Terminal {
  /** Results: standard output. */
  out (text: string): void
  /** Notes, events and errors: standard error. */
  err (text: string): void
  /** Whether somebody watches standard error. */
  readonly interactive: boolean
  readonly signal: AbortSignal
}

/** The terminal of this process. A first Ctrl-C asks the command to stop, the next one ends it. */
export function processTerminal (): Terminal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => { controller.abort() })
  }
  // A reader such as `head` may close the pipe early; what is left has nobody to go to.
  process.stdout.on('error', error => {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
  })
  return {
    out: text => { process.stdout.write(text) },
    err: text => { process.stderr.write(text) },
    interactive: process.stderr.isTTY,
    signal: controller.signal
  }
}
