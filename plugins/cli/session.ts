import type { Registry } from '../../core/index.js'
import type { Terminal } from './terminal.js'
import type { ExitCode } from './exit.js'

/** What every command has: the options that all of them take, carried out. */
export interface Session {
  readonly terminal: Terminal
  /** Results as one JSON document. */
  readonly json: boolean
  readonly registry: Registry
  /** The files of the plugins that were loaded. */
  readonly plugins: readonly string[]
  /** The backend that was asked for. */
  readonly backend?: string
}

/** The options that all commands take. */
export interface SharedOptions {
  readonly json?: boolean
  readonly plugin?: readonly string[]
  readonly backend?: string
}

/** Writes a result, as JSON or as lines for people. */
export function tell (
  { terminal, json }: Pick<Session, 'terminal' | 'json'>, value: unknown, lines: readonly string[]
): void {
  terminal.out(json ? `${JSON.stringify(value, null, 2)}\n` : `${lines.join('\n')}\n`)
}

/** What a command ends with; nothing: all went well. */
export type Outcome = Promise<ExitCode | void>
