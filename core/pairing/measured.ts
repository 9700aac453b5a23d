import type { Facts, PoolFacts, RealRows } from '../contract/index.js'
import { fail } from '../errors.js'
import { isTensor } from '../tensor/is-tensor.js'
import type { Points } from './kernel/law.js'

/**
 * By what rows are near: their real targets, what is mixed, or features of it: a function of `x`
 * that gives `{ data, shape: [rows, …] }` or one number a row.
 */
export type Measure = 'label' | 'input' | ((x: never) => RealRows | Float32Array | Float64Array)

/** Rows of the batch as points, and where they are among those of a pool. */
export interface Anchors {
  readonly points: Points
  /** The point of every row. */
  readonly at: Int32Array
  /** Which row of the pool every row is; absent where the batch does not say. */
  readonly self?: Int32Array
}

/** Finds the points that a measure gives; those of an object are found once. */
export interface Measurer {
  /** @throws INPUT where they are not known on the host, or are no finite numbers */
  pool (facts: Facts, pool: string): Points
  anchors (facts: Facts, pool: string): Anchors
}

export function measurer (who: string, measure: Measure): Measurer {
  const known = new WeakMap<object, Points>()
  const pointsOf = (facts: PoolFacts, pool: string): Points => {
    const source = measure === 'label' ? facts.numbers?.data : facts.x
    if (typeof source !== 'object' || source === null) throw unknown(who, measure, pool, source)
    const before = known.get(source)
    if (before !== undefined) return before
    const points = toPoints(who, measured(who, measure, facts, pool), pool)
    if (points.size !== facts.size)
      throw fail('INPUT', who, placeOf(measure, pool), `must have ${facts.size} rows`, points.size)
    known.set(source, points)
    return points
  }
  const find = (facts: Facts, pool: string): Points => {
    const about = facts.pools[pool] as PoolFacts | undefined
    if (about === undefined) throw fail('POOL', who, pool, Object.keys(facts.pools))
    return pointsOf(about, pool)
  }
  return {
    pool: find,
    anchors: (facts, pool) => {
      const { size, index } = facts
      if (pool === 'batch') {
        const own = Int32Array.from({ length: size }, (_, i) => i)
        return { points: find(facts, 'batch'), at: own, self: own }
      }
      if (pool === 'dataset' && index !== undefined)
        return { points: find(facts, pool), at: index, self: index }
      return { points: find(facts, 'batch'), at: Int32Array.from({ length: size }, (_, i) => i) }
    }
  }
}

function measured (who: string, measure: Measure, facts: PoolFacts, pool: string): unknown {
  if (measure === 'label') return facts.numbers
  if (measure !== 'input') return (measure as (x: unknown) => unknown)(facts.x)
  if (isTensor(facts.x)) throw unknown(who, measure, pool, facts.x)
  return facts.x
}

/**
 * Points from an array on the host.
 *
 * @throws INPUT for what is none, and for numbers that are not finite
 */
export function toPoints (who: string, given: unknown, pool: string): Points {
  const { data, shape } = ArrayBuffer.isView(given) && 'length' in given
    ? { data: given, shape: [given.length] }
    : Object(given) as { data?: unknown, shape?: unknown }
  const cells = Array.isArray(shape) && shape.length > 0
    ? (shape as number[]).reduce((product, side) => product * side, 1)
    : NaN
  if (!ArrayBuffer.isView(data) || (data as Float64Array).length !== cells || cells === 0) {
    throw fail('INPUT', who, pool, 'must be measured by { data, shape: [rows, …] }, or by a ' +
      'Float32Array or Float64Array of one number a row', given)
  }
  const numbers = data as Float64Array
  const wrong = numbers.findIndex(value => !Number.isFinite(value))
  if (wrong >= 0)
    throw fail('INPUT', who, pool, 'must be measured by finite numbers', numbers[wrong])
  const size = (shape as number[])[0]
  return { data: numbers, size, width: cells / size }
}

function placeOf (measure: Measure, pool: string): string {
  return `${pool}.${measure === 'label' ? 'targets' : 'x'}`
}

function unknown (who: string, measure: Measure, pool: string, got: unknown): Error {
  const remedy = measure === 'label'
    ? pool === 'batch'
      ? 'must be known on the host: give them as a Float32Array, or "index", the rows of the ' +
        'data set that the batch is made of'
      : 'must be known on the host: give them as a Float32Array or as { data, shape }'
    : 'must be on the host, { data, shape }, or be measured by a function: distance: x => features'
  return fail('INPUT', who, placeOf(measure, pool), remedy, got)
}
