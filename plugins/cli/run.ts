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
  const json = args.includes('--json')
  const program = programOf(terminal, code => { ended.code = code }, json)
  const told = (kind: unknown, text: string, code: number): number => {
    terminal.err(json
      ? `${JSON.stringify({ error: kind, text, exit: code })}\n`
      : `${text.startsWith('remixture') ? '' : 'remixture: '}${text}\n`)
    return code
  }
  try {
    await program.parseAsync(args, { from: 'user' })
    return ended.code
  } catch (error) {
    // Help and the version come as errors too.
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exit.done
      return json ? told('OPTION', usageText(error), exit.usage) : exit.usage
    }
    const code = exitOf(error)
    const text = [errorText(error), hintFor(error)].filter(part => part !== undefined).join('; ')
    const { code: kind } = Object(error) as { code?: unknown }
    return told(kind, text, code)
  }
}

/** What is wrong with a command line; without a command there is but help, which is no sentence. */
function usageText ({ code, message }: CommanderError): string {
  return code === 'commander.help'
    ? 'remixture: needs a command; "remixture --help" lists them'
    : message.replace(/^error: /, 'remixture: ')
}
