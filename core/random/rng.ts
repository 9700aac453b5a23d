import { fail } from '../errors.js'
import { keyOf, type Place } from './place.js'
import { OWN, seedKey, words, type Key, type Words } from './words.js'

/** A generator: a stream of numbers, and a tree of independent generators below it. */
export interface Rng extends Words {
  /**
   * The generator of a place below this one. It does not advance this one, and it is the same
   * whenever it is asked for: `fork('a', 'b')` is `fork('a').fork('b')` and nothing else.
   * @throws OPTION without a place, and for a place that is neither text nor a finite number
   */
  fork (...places: Place[]): Rng
}

/**
 * A counter-based generator: Philox 4x32-10, a 64-bit key and a 128-bit counter for every stream.
 *
 * The same seed gives the same numbers on every machine, in every thread.
 * @param seed any safe integer, negative ones too
 * @throws OPTION for any other seed
 */
export function Rng (seed: number): Rng {
  return generator(seedKey(seed))
}

function generator (key: Key): Rng {
  const { bits, uniform } = words(key, 0, OWN)
  return {
    bits,
    uniform,
    fork (...places) {
      if (places.length === 0) {
        throw fail('OPTION', 'rng', 'fork', 'needs at least one place', places)
      }
      return generator(places.reduce(keyOf, key))
    }
  }
}
