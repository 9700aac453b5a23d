import type { Command } from 'commander'
import { completionScript } from '../completion.js'
import type { Outcome, Session } from '../session.js'

/** Prints what a shell needs to complete the command; nothing is installed. */
export async function completion (
  { terminal, registry }: Session, program: Command, shell: string
): Outcome {
  const names = registry.list('mixer').map(({ name }) => name)
  terminal.out(completionScript(program, shell, names))
  return await Promise.resolve(undefined)
}
