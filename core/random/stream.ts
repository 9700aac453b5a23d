import { fail } from '../errors.js'
import type { Seed } from '../contract/plan.js'
import { fits } from './fits.js'
import { beta } from './gamma.js'
import { normal } from './normal.js'
import { int, uniform } from './uniform.js'
import { seedKey, words } from './words.js'

/** The numbers of one piece of a rule. */
export interface Stream {
  /** A real number in [low, high); [0, 1) by default. */
  uniform (low?: number, high?: number): number
  /** A standard normal number. */
  normal (): number
  /** A number from Beta(alpha, beta); `beta` defaults to `alpha`. */
  beta (alpha: number, beta?: number): number
  /** A whole number from `low` to `end`, which is never drawn. */
  int (low: number, end: number): number
}

/**
 * The numbers of one piece of a rule: whoever has the seed makes those of any piece, in any order.
 *
 * A number is the key of Philox 4x32-10 and the piece the upper half of its counter. A recording
 * holds the drawn numbers themselves, `each` for a piece: piece p starts at `p * each`.
 * @param piece a whole number from 0
 * @param each how many numbers a piece takes; only a recording needs to know
 * @throws OPTION for a seed that is not a safe integer, and for a piece that is not a whole number
 * @throws DRAW, as it is read, for parameters that make no distribution
 * @throws SCRIPT, as it is read, where a recording ends or holds a number that does not fit
 */
export function stream (seed: Seed, piece: number, each = 1): Stream {
  if (!Number.isSafeInteger(piece) || piece < 0) {
    throw fail('OPTION', 'stream', 'piece', 'must be a whole number from 0', piece)
  }
  return typeof seed === 'object' ? replayed(seed.replay, piece, each) : made(seed, piece)
}

function made (seed: number, piece: number): Stream {
  const source = words(seedKey(seed), piece, piece / 2 ** 32)
  return {
    uniform: (low, high) => uniform(source, low, high),
    normal: () => normal(source),
    beta: (alpha, second) => beta(source, alpha, second),
    int: (low, end) => int(source, low, end)
  }
}

function replayed (numbers: Float64Array, piece: number, each: number): Stream {
  let taken = 0
  const next = (): number => {
    const place = piece * each + taken++
    if (taken <= each && place < numbers.length) return numbers[place]
    throw fail('SCRIPT', 'replay', taken > each
      ? `holds ${each} a piece, and piece ${piece} asks for more`
      : `ends after ${numbers.length}, and piece ${piece} asks for number ${place}`)
  }
  return {
    uniform: (low = 0, high = 1) => fits.uniform('replay', next(), low, high),
    normal: () => fits.normal('replay', next()),
    beta: () => fits.share('replay', next()),
    int: (low, end) => fits.int('replay', next(), low, end)
  }
}
