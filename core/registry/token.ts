import type { Token } from '../contract/index.js'

/**
 * A name for a service, typed by what it gives: `token<BeatTracker>('beat tracker')`.
 *
 * Every call makes another token, even of the same name: keep it in one place and export it.
 *
 * @param name - what errors call the service
 */
export function token<T> (name: string): Token<T> {
  return Object.freeze({ key: Symbol(name) })
}

export function isToken (value: unknown): value is Token<unknown> {
  return typeof (value as Token<unknown> | null | undefined)?.key === 'symbol'
}

/** What errors call the service of a token. */
export function serviceName ({ key }: Token<unknown>): string {
  return key.description ?? 'nameless'
}
