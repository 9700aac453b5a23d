import { fail } from '../../../core/errors.js'

/** What is known of the rows of a batch, or of those of every pool by its name. */
export type PerPool<T> = T | Readonly<Record<string, T>>

/**
 * The part of a signal that is about a pool.
 *
 * @throws INPUT where the signal says nothing of the pool
 */
export function ofPool<T extends ArrayLike<unknown>> (
  signal: unknown, pool: string, size: number, who: string, name: string
): T {
  const isList = Array.isArray(signal) || ArrayBuffer.isView(signal)
  const list = isList ? pool === 'batch' ? signal : undefined : (Object(signal) as object)[
    pool as never] as unknown
  if ((Array.isArray(list) || ArrayBuffer.isView(list)) &&
    (list as unknown as T).length === size) return list as unknown as T
  throw fail('INPUT', who, `signals.${name}`,
    `must have an entry for each of the ${size} rows of the pool "${pool}"`, list ?? signal)
}
