import type { Shape } from '../../../plugins/check/batches.js'
import type { Drawn, Outcome } from '../outcome.js'
import { cut } from './cut.js'

/** A pixel is in the box of Keras' CutMix if its index lies between real edges; labels go by λ. */
export function naiveKerasCutmix (drawn: Drawn, { height, width }: Shape): Outcome {
  const within = (at: number, share: number, lambda: number, length: number): boolean => {
    const side = Math.sqrt(1 - lambda) * length
    const start = share * (length - side)
    return start <= at && at < start + side
  }
  const { pair, lambda, y: down, x: across } = drawn
  return cut(pair, height, width, (row, y, x) =>
    within(y, down[row], lambda[row], height) && within(x, across[row], lambda[row], width),
  row => lambda[row])
}
