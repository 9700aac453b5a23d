import { fail } from '../errors.js'
import { philox } from './philox.js'
import { PLACE, type Key } from './words.js'

/** Where a generator is forked: a name or a number. The text "1" and the number 1 are two. */
export type Place = string | number

const TEXT = PLACE | 1
const NUMBER = PLACE | 2

/**
 * The key of a place below a key: Philox chained over the words of the place (a CBC-MAC).
 *
 * The first block holds kind and length, so no two places have the same words, and its highest
 * word is marked, so none of these blocks is one of the key's own stream.
 * @throws OPTION for a number that is not finite, and for anything but text and numbers
 */
export function keyOf (key: Key, place: Place): Key {
  const state = new Uint32Array(4)
  if (typeof place === 'string') absorbText(state, key, place)
  else if (Number.isFinite(place)) absorbNumber(state, key, place)
  else throw fail('OPTION', 'rng', 'fork', 'takes places that are text or finite numbers', place)
  return [state[0], state[1]]
}

function absorbText (state: Uint32Array, key: Key, text: string): void {
  const word = (unit: number): number =>
    unit < text.length ? text.charCodeAt(unit) | text.charCodeAt(unit + 1) << 16 : 0
  philox(word(0), word(2), text.length, TEXT, key[0], key[1], state)
  for (let unit = 4; unit < text.length; unit += 8) {
    philox(
      state[0] ^ word(unit), state[1] ^ word(unit + 2),
      state[2] ^ word(unit + 4), state[3] ^ word(unit + 6), key[0], key[1], state
    )
  }
}

function absorbNumber (state: Uint32Array, key: Key, value: number): void {
  const bytes = new DataView(new ArrayBuffer(8))
  // -0 and 0 are one place, as they are one number to every comparison
  bytes.setFloat64(0, value === 0 ? 0 : value)
  philox(bytes.getUint32(4), bytes.getUint32(0), 0, NUMBER, key[0], key[1], state)
}
