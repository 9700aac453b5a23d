import * as z from 'zod'
import { parseOptions } from '../../define/options.js'
import { count } from '../../define/schemas.js'
import { fail } from '../../errors.js'
import { auction } from './auction.js'
import { blocksOf } from './blocks.js'
import type { Costs } from './costs.js'
import { matrixCosts, pointCosts } from './costs.js'
import { shortestPaths } from './paths.js'

/** Which column every row is given, each column once. */
export interface Assignment {
  readonly columns: Int32Array
  /** The sum of the costs of all pairs. */
  readonly cost: number
}

/** Points on the host, `[n, d]` or `[n, …]`, row-major. */
export interface HostPoints {
  readonly data: ArrayLike<number>
  readonly shape: readonly number[]
}

export interface PointOptions {
  /** What a pair costs: the distance of its points or its square (the default). */
  readonly cost?: 'squared' | 'distance'
  /** Above this many points, blocks of at most as many are matched; 8192 by default. */
  readonly block?: number
}

/**
 * The assignment of least total cost: exact, up to the rounding of sums in double precision, for
 * any costs; always a bijection. Of several best ones, one.
 *
 * An auction finds prices, and shortest augmenting paths from there what is best.
 *
 * @param matrix - `[n, n]`, row-major: the cost of row i with column j; may be negative
 * @throws INPUT unless it is square, with at least one row, and finite
 */
export function assign (matrix: ArrayLike<number>): Assignment {
  const size = Math.sqrt(lengthOf(matrix))
  if (!Number.isInteger(size) || size === 0)
    throw fail('INPUT', 'assign', 'matrix', 'must hold n × n numbers, n of at least 1', matrix)
  const costs = finite('assign', 'matrix', matrix)
  return total(solve(matrixCosts(costs, size)), i => costs.subarray(i * size, (i + 1) * size))
}

/**
 * The matching of two sets of as many points of least total cost, without a matrix: time grows with
 * the square of their number or more, memory with their number.
 *
 * Exact up to `block` points. Above, both sets are cut into blocks that lie together, at the median
 * of each along the widest axis; a matching is the best within the blocks, and still a bijection.
 *
 * @throws INPUT unless both are finite, of one shape; OPTION, UNKNOWN_OPTION
 */
export function assignPoints (
  a: HostPoints, b: HostPoints, options: PointOptions = {}
): Assignment {
  const { cost, block } = parseOptions('assignPoints', pointOptions, options)
  const size = checkShapes(a, b)
  const own = finite('assignPoints', 'a', a.data)
  const other = finite('assignPoints', 'b', b.data)
  const width = own.length / size
  // Squares of coordinates that are far from 1 would be infinite, or 0, or lose what differs
  const moved = [own, other].map(points => points.map((value, at) => value - own[at % width]))
  const scale = largest(moved)
  const [from, to] = moved.map(points => points.map(value => value / scale))
  const all = Int32Array.from({ length: size }, (_, i) => i)
  const columns = new Int32Array(size)
  let sum = 0
  for (const part of blocksOf(from, to, width, { a: all, b: all }, block)) {
    const costs = pointCosts(
      take(from, part.a, width), take(to, part.b, width), part.a.length, cost === 'squared')
    const matched = total(solve(costs), i => costs.row(i))
    matched.columns.forEach((column, row) => { columns[part.a[row]] = part.b[column] })
    sum += matched.cost
  }
  return { columns, cost: sum * (cost === 'squared' ? scale * scale : scale) }
}

const pointOptions = z.object({
  cost: z.enum(['squared', 'distance']).default('squared').describe('what a pair costs'),
  block: count.default(8192).describe('above this many points, blocks are matched')
})

function solve (costs: Costs): Int32Array {
  let low = Infinity
  let high = -Infinity
  for (let i = 0; i < costs.size; i++) {
    for (const cost of costs.row(i)) {
      if (cost < low) low = cost
      if (cost > high) high = cost
    }
  }
  return shortestPaths(costs, auction(costs, high - low))
}

function total (columns: Int32Array, row: (i: number) => Float64Array): Assignment {
  let cost = 0
  columns.forEach((column, i) => { cost += row(i)[column] })
  return { columns, cost }
}

function lengthOf (value: unknown): number {
  const { length } = Object(value) as { length?: unknown }
  return typeof value === 'object' && typeof length === 'number' ? length : 0
}

function finite (who: string, input: string, numbers: ArrayLike<number>): Float64Array {
  const found = Float64Array.from(numbers)
  const wrong = found.findIndex(value => !Number.isFinite(value))
  if (wrong < 0) return found
  throw fail('INPUT', who, input, 'must hold finite numbers only', numbers[wrong])
}

function checkShapes (a: unknown, b: unknown): number {
  const [own, other] = [['a', a], ['b', b]].map(([input, points]) => {
    const { data, shape } = Object(points) as Partial<HostPoints>
    const cells = Array.isArray(shape) ? (shape as number[]).reduce((all, n) => all * n, 1) : 0
    if (Array.isArray(shape) && shape.length > 0 && cells > 0 && lengthOf(data) === cells)
      return shape as number[]
    throw fail('INPUT', 'assignPoints', input as string, 'must be { data, shape: [n, d] }', points)
  })
  if (String(own) === String(other)) return own[0]
  throw fail('INPUT', 'assignPoints', 'b', `must have shape [${own.join(', ')}]`, b)
}

function largest (sets: readonly Float64Array[]): number {
  let most = 0
  for (const points of sets) for (const value of points) most = Math.max(most, Math.abs(value))
  return most || 1
}

function take (points: Float64Array, rows: Int32Array, width: number): Float64Array {
  const taken = new Float64Array(rows.length * width)
  rows.forEach((row, r) => {
    taken.set(points.subarray(row * width, (row + 1) * width), r * width)
  })
  return taken
}
