import type { Draws, HostArray } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'

/** Rows and their soft labels. */
export interface Labelled {
  readonly x: HostArray<Float32Array>
  readonly label: ReadonlyArray<readonly number[]>
}

/**
 * MixMatch: labelled and guessed rows, each mixed with rows of both (Berthelot et al., 2019; law
 * of Labbeti/SSLH). The first permuted rows go to the labelled ones, the others to the guessed
 * ones, each part with a λ of its own, never below one half.
 *
 * @param options - λ ~ Beta(alpha, alpha); 0.75 in MixMatch
 * @param draw - draws `order` and `lambda`, twice
 * @throws INPUT for rows of different sizes
 */
export function mixMatchBatch (
  labelled: Labelled, guessed: Labelled, { alpha = 0.75 }: { readonly alpha?: number }, draw: Draws
): { readonly labelled: Labelled, readonly guessed: Labelled } {
  const width = sizeOf(labelled)
  if (sizeOf(guessed) !== width) {
    throw fail('INPUT', 'mixMatchBatch', 'guessed.x', `must have rows of ${width} numbers`,
      guessed.x)
  }
  const [first, second] = [labelled.label.length, guessed.label.length]
  const order = draw.permutation('order', first + second)
  const row = (k: number): readonly number[] => k < first
    ? Array.from(labelled.x.data.subarray(k * width, (k + 1) * width))
    : Array.from(guessed.x.data.subarray((k - first) * width, (k - first + 1) * width))
  const label = (k: number): readonly number[] =>
    k < first ? labelled.label[k] : guessed.label[k - first]
  const mixed = ({ x, label: own }: Labelled, from: number): Labelled => {
    const drawn = draw.beta('lambda', alpha)
    const lambda = Math.max(drawn, 1 - drawn)
    const blend = (a: readonly number[], b: readonly number[]): number[] =>
      a.map((value, k) => lambda * value + (1 - lambda) * b[k])
    return {
      x: { shape: x.shape, data: Float32Array.from(own.flatMap((_, i) =>
        blend(row(from + i), row(order[from + i])))) },
      label: own.map((each, i) => blend(each, label(order[from + i])))
    }
  }
  return { labelled: mixed(labelled, 0), guessed: mixed(guessed, first) }
}

function sizeOf ({ x: { shape } }: Labelled): number {
  return shape.slice(1).reduce((product, length) => product * length, 1)
}
