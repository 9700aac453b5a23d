import type { Token } from '../contract/index.js'
import { fail } from '../errors.js'

/**
 * A name for a service, typed by what it gives: `token<BeatTracker>('beat tracker')`.
 *
 * Every call makes another token, even of the same name: keep it in one place and export it.
 *
 * @param name - what errors call the service
 * @throws OPTION for a name that is no text
 */
export function token<T> (name: string): Token<T> {
  if (typeof name !== 'string') throw fail('OPTION', 'token', 'name', 'must be text', name)
  return Object.freeze({ key: Symbol(name) })
}

export function isToken (value: unknown): value is Token<unknown> {
  return typeof (value as Token<unknown> | null | undefined)?.key === 'symbol'
}

/** What errors call the service of a token. */
export function serviceName ({ key }: Token<unknown>): string {
  return key.description ?? 'nameless'
}
