import type { Batch } from '../contract/index.js'
import { fail } from '../errors.js'
import { isHostArray } from '../paint/host-array.js'
import { checkTensor } from '../tensor/index.js'
import { isTensor } from '../tensor/is-tensor.js'
import { checkedBatch } from './options.js'

/** @throws INPUT for what `for await` cannot go through */
export function checkIterable (who: string, source: unknown): void {
  const { [Symbol.iterator]: sync, [Symbol.asyncIterator]: async } =
    Object(source) as { [Symbol.iterator]?: unknown, [Symbol.asyncIterator]?: unknown }
  const goes = typeof sync === 'function' || typeof async === 'function'
  if (goes && typeof source === 'object') return
  throw fail('INPUT', who, 'source', 'must be an iterable or an async iterable', source)
}

/**
 * Checks a sample. Those that are held are put together, so each has the entries of the ones
 * before, of the same shapes.
 *
 * @param before - a sample that is held, with its axis of rows
 * @throws INPUT
 */
export function checkSample (who: string, sample: unknown, before: Batch | undefined): void {
  const entries: Readonly<Record<string, unknown>> = checkedBatch(who, 'sample', sample)
  for (const [name, value] of Object.entries(entries)) {
    if (isTensor(value)) checkTensor(value, who, `sample.${name}`)
  }
  for (const [name, value] of Object.entries(before ?? {})) {
    const shape = hasAxis(value) ? value.shape.slice(1) : shapeOf((value as unknown[])[0])
    const got = entries[name]
    if (got !== undefined && String(shapeOf(got)) === String(shape)) continue
    const wanted = shape === undefined ? 'be one value' : `have shape [${shape.join(', ')}]`
    throw fail('INPUT', who, `sample.${name}`, `must ${wanted}, as in the samples before`, got)
  }
}

function hasAxis (value: unknown): value is { readonly shape: readonly number[] } {
  return isTensor(value) || isHostArray(value)
}

function shapeOf (value: unknown): readonly number[] | undefined {
  if (hasAxis(value)) return value.shape
  return Array.isArray(value) ? [value.length] : undefined
}
