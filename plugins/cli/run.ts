import { CommanderError } from 'commander'
import { errorText, exit, exitOf, hintFor } from './exit.js'
import { programOf } from './program.js'
import type { Terminal } from './terminal.js'

/**
 * Runs the command.
 *
 * @param args - the command line without `node` and the file
 * @returns the exit code; see `exit`
 */
export async function run (args: readonly string[], terminal: Terminal): Promise<number> {
  const ended = { code: exit.done as number }
  const program = programOf(terminal, code => { ended.code = code })
  try {
    await program.parseAsync(args, { from: 'user' })
    return ended.code
  } catch (error) {
    // Help and the version come as errors too.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.usage
    const code = exitOf(error)
    const text = [errorText(error), hintFor(error)].filter(part => part !== undefined).join('; ')
    const { code: kind } = Object(error) as { code?: unknown }
    terminal.err(args.includes('--json')
      ? `${JSON.stringify({ error: kind, text, exit: code })}\n`
      : `remixture: ${text}\n`)
    return code
  }
}
