import type { Draws, HostArray } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { checkAbove } from '../checks.js'

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
 * @throws INPUT for rows of different sizes, and labels that are not one a row, all of one length;
 *   OPTION for an alpha that is not above 0
 */
export function mixMatchBatch (
  labelled: Labelled, guessed: Labelled, options: { readonly alpha?: number }, draw: Draws
): { readonly labelled: Labelled, readonly guessed: Labelled } {
  const width = sizeOf(labelled, 'labelled')
  const { alpha = 0.75 } = Object(options) as typeof options
  checkAbove(alpha, 'mixMatchBatch', 'alpha')
  if (sizeOf(guessed, 'guessed') !== width) {
    throw fail('INPUT', 'mixMatchBatch', 'guessed.x', `must have rows of ${width} numbers`,
      guessed.x)
  }
  if (typeof (Object(draw) as Partial<Draws>).permutation !== 'function')
    throw fail('INPUT', 'mixMatchBatch', 'draw', 'must be draws, as live(rng) gives them', draw)
  const [first, second] = [labelled.label.length, guessed.label.length]
  const classes = labelled.label[0].length
  if ([...labelled.label, ...guessed.label].some(row => row.length !== classes)) {
    throw fail('INPUT', 'mixMatchBatch', 'guessed.label', `must have ${classes} shares a row`,
      guessed.label)
  }
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

/** The numbers of a row, of what is sound. */
function sizeOf (part: unknown, name: string): number {
  const { x, label } = Object(part) as Partial<Labelled>
  const { data, shape } = Object(x) as Partial<Labelled['x']>
  const [rows, ...rest] = Array.isArray(shape) ? shape as readonly number[] : []
  const size = rest.reduce((product, length) => product * length, 1)
  const whole = data instanceof Float32Array && rows > 0 && data.length === rows * size
  if (!whole) {
    throw fail('INPUT', 'mixMatchBatch', `${name}.x`,
      'must be { data, shape }, of one row at least', x)
  }
  if (Array.isArray(label) && label.length === rows && label.every(Array.isArray)) return size
  throw fail('INPUT', 'mixMatchBatch', `${name}.label`,
    `must have a row for each of the ${rows} of "x"`, label)
}
