import * as z from 'zod/mini'
import { stream } from '../../../core/random/index.js'
import type { Seed } from '../../../core/index.js'
import { seed } from '../../../core/plan/rules.js'
import { takeRows } from '../../../core/index.js'
import * as tf from '@tensorflow/tfjs-core'
import { squareBetween } from '../distance.js'
import { countOf, meanOf } from '../points.js'
import { entryOf, pointsWhere } from '../select/selector.js'
import { wholeColumn } from '../select/bands.js'
import { concatClouds } from '../concat.js'
import type { CloudStep, Seen } from './step.js'
import { indexOfSeen, moved, pick } from './step.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    /**
     * The points `index`, in this order: those of piece p end at `ends[p]`; without `ends` all
     * pieces have as many.
     */
    'take-points': {
      readonly index: Int32Array
      readonly ends?: Int32Array
      readonly pieces?: number
    }
    /**
     * Mix3D's crop: about the mean, with four points of no class in the middle, the quarter of the
     * plane with these signs of x and y (0: + +, 1: + -, 2: - +, 3: - -), about its own mean.
     */
    'quarter': { readonly quarter: number | Int32Array, readonly ignore: number }
    /** A random share of the points, in their order; at least one of any. */
    'keep-share': { readonly share: number | Float64Array, readonly seed: Seed }
    /** At most so many points: `random` ones in their order, or those `nearest` to a random one. */
    'cap-points': {
      readonly to: number
      readonly seed: Seed
      readonly keep?: 'random' | 'nearest'
    }
    /** A random order of the points. */
    'shuffle-points': { readonly seed: Seed }
  }
}

const indices = z.custom<Int32Array>(value => value instanceof Int32Array, 'must be an Int32Array')

/** Steps that choose points. */
export const choose: Readonly<Record<string, CloudStep>> = {
  'take-points': {
    parameters: z.strictObject({
      index: indices, ends: z.optional(indices), pieces: z._default(z.int().check(z.gte(1)), 1)
    }),
    run: (seen, parameters, piece) => {
      const [start, end] = spanOf(parameters, piece)
      return pick(seen, (parameters.index as Int32Array).subarray(start, end))
    },
    onTensor: (x, { index }) => {
      const [pieces, points, channels] = x.shape as [number, number, number]
      const list = index as Int32Array
      const each = list.length / pieces
      const rows = Int32Array.from(list, (point, k) => Math.floor(k / each) * points + point)
      const flat = tf.reshape(x, [pieces * points, channels])
      return tf.reshape(takeRows(flat, rows), [pieces, each, channels])
    }
  },
  quarter: {
    parameters: z.strictObject({ quarter: wholeColumn, ignore: z.number() }),
    run: (seen, { quarter, ignore }, piece) => {
      const marked = withMiddle(centred(seen), ignore as number)
      const which = entryOf(quarter as Int32Array, piece)
      const [x, y] = [which < 2 ? 1 : -1, which % 2 === 0 ? 1 : -1]
      const { coordinates } = marked.cloud
      return centred(pick(marked, pointsWhere(coordinates.length / 3, point =>
        coordinates[3 * point] * x > 0 && coordinates[3 * point + 1] * y > 0)))
    }
  },
  'keep-share': {
    parameters: z.strictObject({
      share: z.union([z.number(), z.custom<Float64Array>(v => v instanceof Float64Array)]), seed
    }),
    run: (seen, { share, seed: from }, piece) => {
      const count = countOf(seen.cloud)
      const kept = Math.floor(count * entryOf(share as Float64Array, piece))
      return kept >= count ? seen : pick(seen, someOf(count, Math.max(1, kept), from as Seed,
        piece))
    }
  },
  'cap-points': {
    parameters: z.strictObject({
      to: z.int().check(z.gte(1)), seed, keep: z._default(z.enum(['random', 'nearest']), 'random')
    }),
    run: (seen, { to, seed: from, keep }, piece) => {
      const count = countOf(seen.cloud)
      const most = to as number
      if (count <= most) return seen
      return pick(seen, keep === 'random'
        ? someOf(count, most, from as Seed, piece)
        : nearestTo(seen, stream(from as Seed, piece).int(0, count), most))
    }
  },
  'shuffle-points': {
    parameters: z.strictObject({ seed }),
    run: (seen, { seed: from }, piece) =>
      pick(seen, shuffled(countOf(seen.cloud), from as Seed, piece))
  }
}

function spanOf (
  { index, ends, pieces }: Readonly<Record<string, unknown>>, piece: number
): readonly [start: number, end: number] {
  if (ends instanceof Int32Array) return [piece === 0 ? 0 : ends[piece - 1], ends[piece]]
  const each = (index as Int32Array).length / (pieces as number)
  return [piece * each, (piece + 1) * each]
}

function centred (seen: Seen): Seen {
  const [x, y, z] = meanOf(seen.cloud.coordinates)
  return moved(seen, points => {
    for (let k = 0; k < points.length; k += 3) {
      points[k] -= x
      points[k + 1] -= y
      points[k + 2] -= z
    }
  })
}

/** Four points about the middle, so that no quarter is empty; of no class or instance, else 0. */
function withMiddle (seen: Seen, ignore: number): Seen {
  const { cloud } = seen
  const kind = cloud.coordinates.constructor as Float64ArrayConstructor
  const coordinates = kind.from([[1, 1], [1, -1], [-1, 1], [-1, -1]]
    .flatMap(([x, y]) => [0.1 * x, 0.1 * y, 0.1]))
  const columns = Object.fromEntries(Object.entries(cloud.columns).map(([name, column]) => {
    const data = column.data.slice(0, 0).constructor as new (length: number) => typeof column.data
    const made = new data(4 * column.width)
    const id = name === 'segment' ? ignore : name === 'instance' ? -1 : 0
    if (made instanceof BigInt64Array || made instanceof BigUint64Array) made.fill(BigInt(id))
    else made.fill(id)
    return [name, { data: made, width: column.width }]
  }))
  const count = countOf(cloud)
  const index = new Int32Array(count + 4).fill(-1)
  index.set(indexOfSeen(seen))
  return {
    cloud: concatClouds([cloud, { coordinates, columns }]),
    index,
    ...seen.part && { part: extended(seen.part) }
  }
}

function extended (part: Int32Array): Int32Array {
  const longer = new Int32Array(part.length + 4)
  longer.set(part)
  return longer
}

function shuffled (count: number, from: Seed, piece: number): Int32Array {
  const { int } = stream(from, piece)
  const order = Int32Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const k = int(0, i + 1)
    const other = order[k]
    order[k] = order[i]
    order[i] = other
  }
  return order
}

/** A random choice without repetition, in ascending order. */
export function someOf (count: number, most: number, from: Seed, piece: number): Int32Array {
  return shuffled(count, from, piece).slice(0, most).sort()
}

/** The points nearest to one of them, in their order. */
function nearestTo ({ cloud: { coordinates } }: Seen, center: number, most: number): Int32Array {
  const count = coordinates.length / 3
  const distances = new Float64Array(count)
  for (let i = 0; i < count; i++)
    distances[i] = squareBetween(coordinates, i, coordinates, center)
  const limit = distances.slice().sort()[most - 1]
  let ties = most - distances.reduce((sum, each) => sum + Number(each < limit), 0)
  return pointsWhere(count, point =>
    distances[point] < limit || (distances[point] === limit && ties-- > 0))
}
