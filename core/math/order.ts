import { lent } from './lent.js'

/** Below this many numbers comparing is faster than counting. */
const FEW = 4096
/** How far the numbers of a sample are apart; rows of images are seldom a multiple of it. */
const APART = 61
/** Bits of a digit: its counts fit the fastest memory. */
const DIGIT = 11
const DIGITS = 2 ** DIGIT

/**
 * The order that sorts numbers, equal ones by their place: `values[order[0]]` is the least. -0 is
 * 0.
 *
 * Many are sorted by the digits of their bits, least first (a radix sort).
 *
 * @param values - no NaN
 */
export function sortedOrder (values: ArrayLike<number>): Int32Array {
  const order = Int32Array.from({ length: values.length }, (_, i) => i)
  return order.length < FEW
    ? order.sort((a, b) => values[a] - values[b] || a - b)
    : byDigits(values, order)
}

/** Places, and the two words of their keys, which are ordered as the numbers are. */
interface Keyed {
  readonly place: Int32Array
  readonly low: Uint32Array
  readonly high: Uint32Array
}

function byDigits (values: ArrayLike<number>, order: Int32Array): Int32Array {
  let from = keyed(values, order)
  let to: Keyed = {
    place: new Int32Array(order.length),
    low: new Uint32Array(order.length),
    high: new Uint32Array(order.length)
  }
  for (const word of ['low', 'high'] as const) {
    for (let shift = 0; shift < 32; shift += DIGIT) {
      if (!deal(from, to, word, shift)) continue
      const dealt = to
      to = from
      from = dealt
    }
  }
  return from.place
}

/** Deals keys out by one digit, in order; does nothing, and says so, where all have the same. */
function deal (from: Keyed, to: Keyed, word: 'low' | 'high', shift: number): boolean {
  const keys = from[word]
  const starts = new Int32Array(DIGITS)
  for (const key of keys) starts[key >>> shift & DIGITS - 1]++
  if (starts[keys[0] >>> shift & DIGITS - 1] === keys.length) return false
  for (let digit = 0, before = 0; digit < DIGITS; digit++) {
    const count = starts[digit]
    starts[digit] = before
    before += count
  }
  for (let i = 0; i < keys.length; i++) {
    const at = starts[keys[i] >>> shift & DIGITS - 1]++
    to.place[at] = from.place[i]
    to.low[at] = from.low[i]
    to.high[at] = from.high[i]
  }
  return true
}

function keyed (values: ArrayLike<number>, place: Int32Array): Keyed {
  const number = new Float64Array(1)
  const words = new Uint32Array(number.buffer)
  const low = new Uint32Array(place.length)
  const high = new Uint32Array(place.length)
  for (let i = 0; i < place.length; i++) {
    // Adding 0 makes -0 into 0
    number[0] = values[i] + 0
    // Negative numbers come first, and the other way round
    const negative = words[1] >>> 31 === 1
    low[i] = negative ? ~words[0] : words[0]
    high[i] = negative ? ~words[1] : words[1] ^ 0x80000000
  }
  return { place, low, high }
}

/**
 * The number that stands at a place once numbers are sorted.
 *
 * Of many, a sorted sample says between which two it must lie, all but surely, and few lie between
 * them (Floyd and Rivest, CACM 18, 1975, algorithm 489).
 *
 * @param values - no NaN; not changed
 * @param place - 0 … values.length - 1
 */
export function selected (values: Float64Array, place: number): number {
  if (values.length < FEW) return quickselect(values.slice(), place)
  const sample = Float64Array.from({ length: Math.floor(values.length / APART) },
    (_, k) => values[k * APART]).sort()
  const middle = Math.floor(place / APART)
  const margin = Math.ceil(1.5 * Math.sqrt(sample.length))
  const low = middle < margin ? -Infinity : sample[middle - margin]
  const high = middle + margin < sample.length ? sample[middle + margin] : Infinity
  return lent(values.length, list => {
    let [before, between] = [0, 0]
    for (let k = 0; k < values.length; k++) {
      const value = values[k]
      if (value < low) before++
      else if (value <= high) list[between++] = value
    }
    return place >= before && place < before + between
      ? quickselect(list.subarray(0, between), place - before)
      : quickselect(values.slice(), place)
  })
}

/** Hoare's (CACM 4, 1961, algorithm 65), about the middle one of three; the list is reordered. */
function quickselect (list: Float64Array, place: number): number {
  for (let [low, high] = [0, list.length - 1]; low < high;) {
    const pivot = middleOf(list[low], list[(low + high) >> 1], list[high])
    let [i, j] = [low, high]
    while (i <= j) {
      while (list[i] < pivot) i++
      while (list[j] > pivot) j--
      if (i > j) break
      const kept = list[i]
      list[i++] = list[j]
      list[j--] = kept
    }
    if (place <= j) high = j
    else if (place >= i) low = i
    else break
  }
  return list[place]
}

function middleOf (a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}

/** The first place in 0 … `end` that a test, once true, stays true from; `end` if it never is. */
export function firstPlace (end: number, test: (place: number) => boolean): number {
  let low = 0
  let high = end
  while (low < high) {
    const middle = (low + high) >>> 1
    if (test(middle)) high = middle
    else low = middle + 1
  }
  return low
}
