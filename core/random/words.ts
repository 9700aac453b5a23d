import { fail } from '../errors.js'
import { philox } from './philox.js'

/** Anything that gives uniform numbers: what a distribution is made from. */
export interface Source {
  /** A number in [0, 1), a multiple of 2^-53. */
  uniform (): number
}

/** A stream of words and of the numbers made from them. */
export interface Words extends Source {
  /** 32 random bits: a whole number from 0 to 2^32 - 1. */
  bits (): number
}

/** The two words of a Philox key, low first. */
export type Key = readonly [low: number, high: number]

/**
 * What the highest word of a counter says of its use, so that no block serves two ends under one
 * key. The numbers of a rule have a piece there, which is below 2^21.
 */
export const OWN = 0x40000000
export const PLACE = 0x80000000

const WORD = 2 ** 32

/**
 * The stream of a key whose counters start with these two words; it holds 2^53 blocks.
 * @param high2 the third word of every counter
 * @param high3 the fourth and highest
 */
export function words (key: Key, high2: number, high3: number): Words {
  const block = new Uint32Array(4)
  let made = 0
  let used = 4
  const bits = (): number => {
    if (used === 4) {
      philox(made, made / WORD, high2, high3, key[0], key[1], block)
      made++
      used = 0
    }
    return block[used++]
  }
  return {
    bits,
    uniform: () => ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) / 2 ** 53
  }
}

/**
 * The key of a seed: its 64 bits in two's complement, so that every seed has a key of its own.
 * @throws OPTION unless the seed is a safe integer
 */
export function seedKey (seed: number): Key {
  if (!Number.isSafeInteger(seed)) {
    throw fail('OPTION', 'rng', 'seed', 'must be a whole number of at most 53 bits', seed)
  }
  return [seed >>> 0, Math.floor(seed / WORD) >>> 0]
}
