import * as z from 'zod/mini'
import { stream, type Stream } from '../../../core/random/index.js'
import type { Seed } from '../../../core/index.js'
import { seed } from '../../../core/plan/rules.js'
import type { AnyCloud, Column } from '../cloud.js'
import { concatClouds } from '../concat.js'
import { boundsOf, countOf, emptyLike, mapColumns, meanOf, takeEntries } from '../points.js'
import { pointsWhere } from '../select/selector.js'
import type { CloudStep, Seen } from './step.js'
import { indexOfSeen, moved, pick } from './step.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    /**
     * About the mean, every quarter of the plane is mirrored in x and in y within its own bounds;
     * points on the axes stay. In a quarter of positive x, x becomes max - x, and moves to the
     * border of the quarter that way; in one of negative x, max - x + min. Pieces whose flag is 0
     * stay as they are.
     */
    'flip-quarters': { readonly flags: Uint8Array }
    /**
     * Takes boxes out, one for every `each` points: of a side from 0.05 to `largest`, with a random
     * point that is left at their upper corner, which stays.
     */
    'cut-boxes': { readonly each: number, readonly largest: number, readonly seed: Seed }
    /**
     * Adds a share of the points once more, each coordinate up to 0.2 and `noise` away. With noise
     * they are of no class, their colours and normals random numbers.
     */
    'resample-points': {
      readonly share: number
      readonly noise: number
      readonly ignore: number
      readonly seed: Seed
    }
  }
}

/** The least side of a box that is cut out, and how far copies of points go. */
const SHORTEST = 0.05
const AWAY = 0.2

/** Steps that make scenes harder, as the authors' code of Mix3D offers them. */
export const spoil: Readonly<Record<string, CloudStep>> = {
  'flip-quarters': {
    parameters: z.strictObject({
      flags: z.custom<Uint8Array>(value => value instanceof Uint8Array, 'must be a Uint8Array')
    }),
    run: (seen, { flags }, piece) => {
      const count = countOf(seen.cloud)
      if ((flags as Uint8Array)[piece] === 0 || count === 0) return seen
      return moved(seen, points => {
        const mean = meanOf(points)
        for (let k = 0; k < points.length; k++) points[k] -= mean[k % 3]
        if (count > 1) flipQuarters(points)
      })
    }
  },
  'cut-boxes': {
    parameters: z.strictObject({
      each: z.int().check(z.gte(1)), largest: z.number().check(z.gte(0)), seed
    }),
    run: (seen, { each, largest, seed: from }, piece) => {
      const cuts = Math.floor(countOf(seen.cloud) / (each as number))
      const { uniform, int } = stream(from as Seed, piece)
      const { coordinates } = seen.cloud
      let left: Int32Array = Int32Array.from({ length: countOf(seen.cloud) }, (_, k) => k)
      for (let cut = 0; cut < cuts && left.length > 0; cut++) {
        const side = SHORTEST + ((largest as number) - SHORTEST) * uniform()
        const corner = 3 * left[int(0, left.length)]
        const low = [0, 1, 2].map(axis => coordinates[corner + axis] - side)
        left = cutOut(left, coordinates, low, side)
      }
      return left.length === countOf(seen.cloud) ? seen : pick(seen, left.slice())
    }
  },
  'resample-points': {
    parameters: z.strictObject({
      share: z.number().check(z.gte(0), z.lte(1)), noise: z.number().check(z.gte(0)),
      ignore: z.int(), seed
    }),
    run: (seen, { share, noise, ignore, seed: from }, piece) => {
      const { cloud } = seen
      const count = countOf(cloud)
      const many = Math.floor(count * (share as number))
      if (many === 0) return seen
      const more = stream(from as Seed, piece)
      const chosen = sample(count, many, more)
      const reach = AWAY + (noise as number)
      const copies: AnyCloud = {
        ...cloud,
        coordinates: takeEntries(cloud.coordinates, 3, chosen)
          .map(value => value + more.uniform(-reach, reach)),
        columns: mapColumns(cloud.columns, ({ data, width }, name) => (noise as number) > 0
          ? spoiled({ data: takeEntries(data, width, chosen), width }, name, ignore as number, more)
          : { data: takeEntries(data, width, chosen), width })
      }
      return added(seen, copies, (noise as number) > 0 ? undefined : chosen)
    }
  }
}

function flipQuarters (points: Float32Array | Float64Array): void {
  const quarters = [[1, 1], [1, -1], [-1, 1], [-1, -1]].map(signs =>
    ({ signs, rows: rowsWhere(points, signs) }))
  for (const { signs, rows } of quarters) {
    if (rows.length === 0) continue
    const { low, high } = boundsOf(takeEntries(points, 3, rows))
    signs.forEach((sign, axis) => {
      const start = sign < 0 ? low[axis] : 0
      for (const row of rows)
        points[3 * row + axis] = high[axis] - points[3 * row + axis] + start
    })
  }
}

/** Points whose x and y have these signs. */
function rowsWhere (points: Float32Array | Float64Array, [x, y]: readonly number[]): Int32Array {
  return pointsWhere(points.length / 3, point =>
    points[3 * point] * x > 0 && points[3 * point + 1] * y > 0)
}

/** Takes the points of a box out of a list, in place. */
function cutOut (
  left: Int32Array, points: Float32Array | Float64Array, [x, y, z]: readonly number[], side: number
): Int32Array {
  const [right, back, top] = [x + side, y + side, z + side]
  let kept = 0
  for (const point of left) {
    const k = 3 * point
    const inside = points[k] >= x && points[k] < right && points[k + 1] >= y &&
      points[k + 1] < back && points[k + 2] >= z && points[k + 2] < top
    if (!inside) left[kept++] = point
  }
  return left.subarray(0, kept)
}

/** Different numbers below `count`, in a random order. */
function sample (count: number, many: number, { int }: Stream): Int32Array {
  const all = Int32Array.from({ length: count }, (_, k) => k)
  for (let k = 0; k < many; k++) {
    const other = int(k, count)
    const mine = all[k]
    all[k] = all[other]
    all[other] = mine
  }
  return all.slice(0, many)
}

/** Values of a point of noise: colours up to 254, as the code draws them. */
function spoiled (
  { data, width }: Column, name: string, ignore: number,
  { uniform, int }: Stream
): Column {
  const made = emptyLike(data, data.length)
  const long = made instanceof BigInt64Array || made instanceof BigUint64Array
  const draw = name === 'color' ? () => int(0, 255)
    : name === 'normal' ? () => uniform(-1, 1)
      : name === 'segment' || name === 'instance' ? () => ignore : undefined
  if (draw === undefined) return { data, width }
  for (let k = 0; k < made.length; k++) made[k] = long ? BigInt(draw()) : draw()
  return { data: made, width }
}

/** @param chosen - which of the points the further ones are; absent: none of them */
function added (seen: Seen, more: AnyCloud, chosen: Int32Array | undefined): Seen {
  const count = countOf(seen.cloud)
  const many = countOf(more)
  const extended = (list: Int32Array, from: Int32Array | undefined, none: number): Int32Array => {
    const longer = new Int32Array(count + many).fill(none)
    longer.set(list)
    from?.forEach((point, k) => { longer[count + k] = list[point] })
    return longer
  }
  const { provenance: _, ...own } = seen.cloud
  const { provenance: __, ...copies } = more
  return {
    cloud: concatClouds([own, copies]),
    index: extended(indexOfSeen(seen), chosen, -1),
    ...seen.part && { part: extended(seen.part, chosen, 0) }
  }
}
