import { RemixtureError } from '../../core/index.js'
import { fileTroubles } from '../io/images/sentence.js'

/** What the command ends with. Part of its interface: scripts depend on the numbers. */
export const exit = {
  /** All went well. */
  done: 0,
  /** The command ran, and what it looked at is not as it should be. */
  found: 1,
  /** The command line, an option or a name is wrong. */
  usage: 2,
  /** Data, a file or a plan cannot be used. */
  input: 3,
  /** A package that is needed is not installed. */
  missing: 4,
  /** A fault of this package. */
  fault: 70,
  /** Stopped by Ctrl-C or a signal; a mix goes on where it stopped. */
  stopped: 130
} as const

export type ExitCode = typeof exit[keyof typeof exit]

/** The list for the help. */
export const exitText = `Exit codes:
  0    all went well
  1    what was looked at is not as it should be (check, doctor, replay)
  2    the command line, an option or a name is wrong
  3    data, a file or a plan cannot be used
  4    a package that is needed is not installed
  70   a fault of remixture itself
  130  stopped; "mix" goes on where it stopped`

const usage: ReadonlySet<string> = new Set(['OPTION', 'UNKNOWN_OPTION', 'UNKNOWN_NAME',
  'AMBIGUOUS_NAME', 'NAME_TAKEN', 'SIGNAL', 'POOL', 'NO_SERVICE', 'UNKNOWN_TARGET'])
const missing: ReadonlySet<string> = new Set(['MISSING_PEER', 'PEER', 'BACKEND'])

/** What an error ends the command with. */
export function exitOf (error: unknown): ExitCode {
  if (isStop(error)) return exit.stopped
  if (isFileError(error)) return exit.input
  if (!(error instanceof RemixtureError)) return exit.fault
  if (usage.has(error.code)) return exit.usage
  return missing.has(error.code) ? exit.missing : exit.input
}

/** What functions call by their options, a command calls by its flags. */
const hints: Readonly<Record<string, string>> = {
  IMAGE_SIZES: 'on the command line: --size 96x96 --fit cover',
  NOT_EMPTY: 'on the command line: --force',
  SIGNAL: 'on the command line: --masks gives "masks", and "saliency" is there by itself'
}

/** What to do about an error on the command line, where its sentence speaks of a function. */
export function hintFor (error: unknown): string | undefined {
  return error instanceof RemixtureError ? hints[error.code] : undefined
}

/** An error in a sentence, or with its stack where it is a fault of this package. */
export function errorText (error: unknown): string {
  if (isStop(error)) return 'stopped'
  if (isFileError(error)) return fileText(error as NodeJS.ErrnoException)
  if (error instanceof RemixtureError) return error.message
  return error instanceof Error ? error.stack ?? error.message : String(error)
}

function isStop (error: unknown): boolean {
  return (Object(error) as { name?: unknown }).name === 'AbortError'
}

/** An error of the file system in a sentence, with the path first. */
function fileText ({ code = '', path, message }: NodeJS.ErrnoException): string {
  const known = path !== undefined && Object.hasOwn(fileTroubles, code)
  return known ? `${path}: ${fileTroubles[code]}` : message
}

/** What the file system says, such as that there is no such file. */
function isFileError (error: unknown): boolean {
  const { code, syscall } = Object(error) as { code?: unknown, syscall?: unknown }
  return typeof code === 'string' && typeof syscall === 'string'
}
