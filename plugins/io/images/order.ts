import { Rng, live } from '../../../core/index.js'

/** The order of one pass over files, by a seed: another one every pass. */
export function orderOf (size: number, seed: number, split: string, pass: number): Int32Array {
  return live(Rng(seed).fork('order', split, pass)).permutation('order', size)
}

/**
 * Cuts 0 … size - 1 into runs of at most `most`, as equal as can be: no pass ends on a lone image,
 * which could only be mixed with itself.
 */
export function runs (size: number, most: number): Array<readonly [start: number, end: number]> {
  const count = Math.ceil(size / most)
  return Array.from({ length: count }, (_, i) =>
    [Math.floor(i * size / count), Math.floor((i + 1) * size / count)])
}
