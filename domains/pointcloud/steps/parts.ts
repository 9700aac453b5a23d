import * as z from 'zod/mini'
import { fail } from '../../../core/errors.js'
import type { Column } from '../cloud.js'
import { boundsOf, withColumn } from '../points.js'
import type { CloudStep, Seen } from './step.js'
import { moved } from './step.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    /**
     * Closing: ids of every part go on after those of the parts before, so that none are the same;
     * negative ids stand for none and stay. `pointcept` adds the largest id itself, not one more,
     * and only of the part before, to every second part: its ids meet.
     */
    'unique-ids': { readonly column: string, readonly law?: 'unique' | 'pointcept' }
    /** Closing, of two parts: the second goes next to the first along x. */
    'place-nearby': object
  }
}

/** Steps on mixed clouds, which know their parts. */
export const parts: Readonly<Record<string, CloudStep>> = {
  'unique-ids': {
    parameters: z.strictObject({
      column: z.string(), law: z._default(z.enum(['unique', 'pointcept']), 'unique')
    }),
    run: (seen, { column, law }) => ({
      ...seen,
      cloud: withColumn(seen.cloud, column as string, ids =>
        law === 'unique' ? unique(ids, partOf(seen)) : likePointcept(ids, partOf(seen)))
    }),
    onBox: box => box
  },
  'place-nearby': {
    parameters: z.strictObject({}),
    run: seen => {
      const part = partOf(seen)
      const last = part.reduce((most, each) => Math.max(most, each), 0)
      if (last !== 1) return seen
      const { coordinates } = seen.cloud
      const of = (which: number): typeof coordinates =>
        coordinates.filter((_, k) => part[Math.floor(k / 3)] === which)
      const shift = boundsOf(of(0)).high[0] - boundsOf(of(1)).low[0]
      if (!Number.isFinite(shift)) return seen
      return moved(seen, points => {
        for (let i = 0; i < part.length; i++) if (part[i] === 1) points[3 * i] += shift
      })
    }
  }
}

function partOf ({ part, cloud }: Seen): Int32Array {
  return part ?? new Int32Array(cloud.coordinates.length / 3)
}

/** The largest id of every part; -1 where it has none. */
function largest (data: Column['data'], part: Int32Array): number[] {
  const most: number[] = []
  const none = noneIn(data)
  for (let i = 0; i < part.length; i++) {
    const id = Number(data[i])
    if (id !== none) most[part[i]] = Math.max(most[part[i]] ?? -1, id)
  }
  return Array.from(most, each => (each as number | undefined) ?? -1)
}

function unique ({ data, width }: Column, part: Int32Array): Column {
  let next = 0
  const starts = largest(data, part).map(most => {
    const start = next
    next += most + 1
    return start
  })
  return { data: shifted(data, part, starts), width }
}

function likePointcept ({ data, width }: Column, part: Int32Array): Column {
  const most = largest(data, part)
  const starts = most.map((_, k) => k % 2 === 0 ? 0 : most[k - 1])
  return { data: shifted(data, part, starts, -1), width }
}

/** @param none - the id that stays, where it is one only; else all below 0 do */
function shifted (
  data: Column['data'], part: Int32Array, starts: readonly number[], none?: number
): Column['data'] {
  const made = data.slice()
  if (made instanceof BigInt64Array || made instanceof BigUint64Array)
    throw fail('INPUT', 'points', 'columns.instance', 'must be at most 32 bits to be told apart',
      data)
  const limit = limits.get(made.constructor) ?? Infinity
  const last = noneIn(data)
  for (let i = 0; i < made.length; i++) {
    const stays = none === undefined ? made[i] < 0 || made[i] === last : made[i] === none
    if (stays || starts[part[i]] === 0) continue
    const id = made[i] + starts[part[i]]
    if (id > limit) {
      const allowed = `must have room for ids up to ${id}, as Int32Array has`
      throw fail('INPUT', 'points', 'columns.instance', allowed, data)
    }
    made[i] = id
  }
  return made
}

/** Types without a sign have their greatest number for none. */
function noneIn (data: Column['data']): number | undefined {
  const unsigned = data instanceof Uint8Array || data instanceof Uint16Array ||
    data instanceof Uint32Array
  return unsigned ? limits.get(data.constructor) : undefined
}

const limits = new Map<unknown, number>([[Int8Array, 2 ** 7 - 1], [Uint8Array, 2 ** 8 - 1],
  [Int16Array, 2 ** 15 - 1], [Uint16Array, 2 ** 16 - 1], [Int32Array, 2 ** 31 - 1],
  [Uint32Array, 2 ** 32 - 1]])
