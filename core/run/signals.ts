import type { Batch, SignalProvider } from '../contract/index.js'
import { fail } from '../errors.js'

/** What gives signals, by name. */
export type Providers = Readonly<Record<string, SignalProvider>>

/** A provider of which it is known beforehand that it gives a promise. */
export type AsynchronousProvider<T = unknown> =
  ((batch: Readonly<Record<string, unknown>>) => Promise<T>) & { readonly asynchronous: true }

/** Whether one of several providers gives a promise, as its type says. */
export type HasAsynchronous<Given> = true extends {
  [Name in keyof Given]: Given[Name] extends (...batch: never[]) => infer Value
    ? ([Value] extends [PromiseLike<unknown>] ? true : false) : false
}[keyof Given] ? true : false

/**
 * Marks a provider that gives a promise, so that a mixer knows before its first batch that it must
 * wait. An `async` function needs no mark.
 *
 * @throws OPTION for what is no function
 */
export function asynchronous<T> (
  provider: (batch: Readonly<Record<string, unknown>>) => Promise<T>
): AsynchronousProvider<T> {
  if (typeof provider !== 'function')
    throw fail('OPTION', 'asynchronous', 'provider', 'must be a function of the batch', provider)
  const marked = async (batch: Readonly<Record<string, unknown>>): Promise<T> =>
    await provider(batch)
  return Object.assign(marked, { asynchronous: true } as const)
}

/** Whether a mixer with these providers has to wait for one of them. */
export function isAsynchronous (providers: Providers): boolean {
  return Object.values(providers).some(provider =>
    (provider as Partial<AsynchronousProvider>).asynchronous === true ||
    provider.constructor.name === 'AsyncFunction')
}

/** What the signals that a mixer needs say of a batch, all there at once. */
export function signalsAtOnce (
  who: string, needed: readonly string[], providers: Providers, batch: Batch
): Record<string, unknown> {
  return Object.fromEntries(needed.map(signal =>
    [signal, atOnce(who, signal, providers[signal](batch))]))
}

/** The same of providers that may have to be waited for, one after the other. */
export async function signalsInTime (
  needed: readonly string[], providers: Providers, batch: Batch
): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  // One after the other: two models at once would share one device
  for (const signal of needed) found[signal] = await providers[signal](batch)
  return found
}

function atOnce (who: string, signal: string, value: unknown): unknown {
  if (typeof (value as PromiseLike<unknown> | null | undefined)?.then !== 'function') return value
  // Nobody waits for it, and a rejection that nobody waits for ends the process.
  void Promise.resolve(value).catch(() => undefined)
  throw fail('SIGNAL', who, signal,
    'it is a promise: mark it by asynchronous()')
}
