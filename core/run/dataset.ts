import type { TensorContainer } from '@tensorflow/tfjs-core'
import type { Batch } from '../contract/index.js'
import { fail } from '../errors.js'
import { isTensor } from '../tensor/is-tensor.js'

/**
 * An element of a dataset: a batch, or `{ xs, ys }` as `fitDataset` takes it, with `ys` one target
 * or several by name.
 */
export type Element = TensorContainer

/**
 * A function for `mapAsync`. Steps are counted by the mixer, so that every epoch goes on where the
 * last one stopped.
 */
export function inDataset (
  who: string, mix: (batch: Batch) => Promise<Batch>, targets: readonly string[]
): <E extends Element>(element: E) => Promise<E> {
  return async element => {
    const mixed = await mix(batchOf(who, element, targets))
    return elementOf(mixed, element, targets) as typeof element
  }
}

function batchOf (who: string, element: Element, targets: readonly string[]): Batch {
  const { xs, ys, x } = Object(element) as { xs?: unknown, ys?: unknown, x?: unknown }
  if (xs === undefined && x !== undefined) return element as unknown as Batch
  if (xs === undefined)
    throw fail('INPUT', who, 'element', 'must be { xs, ys } or a batch with "x"', element)
  if (!isTensor(xs)) throw fail('INPUT', who, 'xs', 'must be one tensor', xs)
  if (ys === undefined) return { x: xs }
  if (isTensor(ys) && targets.length === 1) return { x: xs, [targets[0]]: ys }
  if (isTensor(ys) || typeof ys !== 'object' || ys === null || 'x' in ys) {
    const names = targets.length === 0 ? 'no target' : targets.join(', ')
    throw fail('INPUT', who, 'ys', `must be an object with ${names}`, ys)
  }
  return { x: xs, ...ys }
}

function elementOf ({ x, ...targets }: Batch, element: Element, names: readonly string[]): unknown {
  const { xs, ys } = Object(element) as { xs?: unknown, ys?: unknown }
  if (xs === undefined) return { x, ...targets }
  if (ys === undefined) return { xs: x }
  return { xs: x, ys: isTensor(ys) ? targets[names[0]] : targets }
}
