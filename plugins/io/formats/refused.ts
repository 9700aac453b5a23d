import { fail, RemixtureError } from '../../../core/errors.js'

/** Runs what a library does with foreign bytes; whatever it throws becomes a FORMAT error. */
export async function refused<T> (name: string, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw asRefusal(name, error)
  }
}

/**
 * The error to throw for one that a library threw: ours as it is, those of the system (no such
 * file) too, and a FORMAT error for the rest.
 */
export function asRefusal (name: string, error: unknown): Error {
  if (error instanceof RemixtureError) return error
  if (error instanceof Error && 'syscall' in error) return error
  return fail('FORMAT', name, `cannot be read (${
    error instanceof Error ? error.message : String(error)
  })`)
}
