import { orderOf, runs } from '../images/order.js'
import type { ImageFile } from '../images/types.js'

/** The images of one batch. */
export interface Step { readonly step: number, readonly files: readonly ImageFile[] }

/**
 * The batches of a mix: every pass goes through all images in another order. Step by step the same
 * whichever comes first, so that a mix goes on anywhere.
 *
 * @param epochs - how many passes; without end if absent
 */
export function * stepsFrom (
  from: number, files: readonly ImageFile[], batch: number, seed: number, split: string,
  epochs: number | undefined
): Generator<Step> {
  const parts = runs(files.length, batch)
  const last = epochs === undefined ? Infinity : epochs * parts.length
  let pass = -1
  let order = new Int32Array()
  for (let step = from; step < last; step++) {
    const now = Math.floor(step / parts.length)
    if (now !== pass) order = Int32Array.from(orderOf(files.length, seed, split, now))
    pass = now
    const [start, end] = parts[step % parts.length]
    yield { step, files: Array.from(order.subarray(start, end), at => files[at]) }
  }
}
