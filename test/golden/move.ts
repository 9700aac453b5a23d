import { isNumbers, type Numbers, type Results } from './results.js'
import { allowance, measureOf, type Tolerance } from './tolerances.js'

/**
 * What is expected of a case with one number moved by ten tolerances, or by 1 where whole numbers
 * must be met: once for every result that holds a number. A comparison must notice each.
 *
 * @param turn - which entry is moved goes by it, so that cases differ
 */
export function * moved (
  expected: Results, toleranceOf: (result: string) => Tolerance, turn: number
): Generator<Results> {
  for (const [key, result] of expected) {
    if (!isNumbers(result) || !Array.from(result.data).some(each => !Number.isNaN(each))) continue
    const told = Array.from(Array.from(result.data).keys())
      .filter(i => !Number.isNaN(result.data[i]))
    const index = told[turn * 101 % told.length]
    yield new Map(expected).set(key, moveOne(result, toleranceOf(key), index))
  }
}

function moveOne (result: Numbers, tolerance: Tolerance, index: number): Numbers {
  const data = Array.from(result.data)
  data[index] += result.exact
    ? 1
    : 10 * allowance(tolerance, result) * measureOf(tolerance, result, index)
  return { ...result, data }
}
