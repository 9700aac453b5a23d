/** Larger arrays are not kept: 4 MB. */
const LARGEST = 2 ** 19

let kept: Float64Array | undefined

/**
 * What `use` makes of an array that is its own until it returns, whatever stands in it. The same
 * array serves the next one: new memory costs more than it takes to fill it.
 */
export function lent<T> (length: number, use: (numbers: Float64Array) => T): T {
  const array = kept !== undefined && kept.length >= length ? kept : new Float64Array(length)
  // Who asks meanwhile gets another
  kept = undefined
  try {
    return use(array.subarray(0, length))
  } finally {
    if (array.length <= LARGEST) kept = array
  }
}
