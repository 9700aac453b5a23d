/**
 * Philox 4x32-10: sixteen bytes of chance from a counter and a key, without a state in between.
 *
 * Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011,
 * section 4.3, doi:10.1145/2063384.2063405. Any block can be made alone, by any worker.
 */

const ROUNDS = 10
/** The multipliers of the paper, as halves of 16 bits: 0xD2511F53 and 0xCD9E8D57. */
const A_HIGH = 0xd251
const A_LOW = 0x1f53
const B_HIGH = 0xcd9e
const B_LOW = 0x8d57
/** What the halves of the key grow by: the fractions of the golden ratio and of the root of 3. */
const GOLDEN = 0x9e3779b9
const ROOT = 0xbb67ae85

/**
 * Writes one block of four words.
 *
 * All numbers are read modulo 2^32, so signed and unsigned words mean the same.
 * @param counter0 the lowest of the four words of the counter
 * @param key0 the lower of the two words of the key
 * @param into four words, overwritten
 */
export function philox (
  counter0: number, counter1: number, counter2: number, counter3: number,
  key0: number, key1: number, into: Uint32Array
): void {
  let a = counter0 | 0
  let b = counter1 | 0
  let c = counter2 | 0
  let d = counter3 | 0
  let left = key0 | 0
  let right = key1 | 0
  for (let round = 0; round < ROUNDS; round++) {
    const aHigh = high(A_HIGH, A_LOW, a)
    const aLow = Math.imul(A_HIGH << 16 | A_LOW, a)
    const cHigh = high(B_HIGH, B_LOW, c)
    const cLow = Math.imul(B_HIGH << 16 | B_LOW, c)
    a = cHigh ^ b ^ left
    b = cLow
    c = aHigh ^ d ^ right
    d = aLow
    left = left + GOLDEN | 0
    right = right + ROOT | 0
  }
  into[0] = a
  into[1] = b
  into[2] = c
  into[3] = d
}

/** Bits 32 to 63 of a product; no partial sum passes 32 bits, so the wrap of `| 0` loses none. */
function high (factorHigh: number, factorLow: number, word: number): number {
  const wordHigh = word >>> 16
  const wordLow = word & 0xffff
  const low = Math.imul(factorLow, wordLow)
  const middle = Math.imul(factorHigh, wordLow) + (low >>> 16) | 0
  const other = Math.imul(factorLow, wordHigh) + (middle & 0xffff) | 0
  return Math.imul(factorHigh, wordHigh) + (middle >>> 16) + (other >>> 16) | 0
}
