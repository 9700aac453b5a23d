import type { ErrorCode } from '../../../core/errors.js'
import { RemixtureError } from '../../../core/errors.js'

/** What a thread is told: how wide it works, what to do, what to let be. */
export type Message =
  | { readonly width: number }
  | { readonly id: number, readonly task: string, readonly request: unknown }
  | { readonly stop: number }
  | { readonly end: true }

/** What it answers. */
export type Answer =
  | { readonly id: number, readonly result: unknown }
  | { readonly id: number, readonly error: WrittenError }

/** An error on its way between threads, which know no classes of each other. */
type WrittenError =
  | { readonly own: readonly [code: ErrorCode, details: readonly unknown[]] }
  | { readonly other: unknown }

export function writeError (error: unknown): WrittenError {
  return error instanceof RemixtureError
    ? { own: [error.code, error.details] }
    // What the system says of an error lies beside its message, where no copy of an error has it
    : { other: error instanceof Error ? { ...error, message: error.message } : error }
}

export function readError (written: WrittenError): unknown {
  if ('own' in written) return new RemixtureError(...written.own)
  const { other } = written
  if (typeof other !== 'object' || other === null) return other
  return Object.assign(new Error((other as { message?: string }).message), other)
}
