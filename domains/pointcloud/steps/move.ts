import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { boundsOf, mapColumns, meanOf } from '../points.js'
import { numberColumn } from '../select/sector.js'
import { entryOf } from '../select/selector.js'
import type { CloudStep } from './step.js'
import { moved, triple, triples } from './step.js'
import { turn, turnBox } from './turn.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    /** Adds three numbers to all coordinates. */
    'translate-points': { readonly by: readonly number[] | Float64Array }
    /** Times three numbers, from the origin. */
    'scale-points': { readonly by: readonly number[] | Float64Array }
    /**
     * Turns by angles in radians, counter-clockwise about an axis through the origin, the mean, or
     * the middle of the bounds; normals turn with it.
     */
    'rotate-points': {
      readonly angle: number | Float64Array
      readonly axis?: 'x' | 'y' | 'z'
      readonly about?: 'origin' | 'mean' | 'middle'
    }
    /** Mirrors along axes: at the far side (x becomes max - x), or the sign of x and of normals. */
    'mirror-points': { readonly axes: Uint8Array, readonly at?: 'far-side' | 'origin' }
    /** Takes the mean away, the middle of the bounds, or that and the least z (`floor`). */
    'center-points': { readonly to: 'mean' | 'middle' | 'floor' | 'middle-xy' }
  }
}

/** Steps that move all points alike. */
export const move: Readonly<Record<string, CloudStep>> = {
  'translate-points': {
    parameters: z.strictObject({ by: triples }),
    run: (seen, { by }, piece) => moved(seen, add(triple(by, piece))),
    change: ({ by }, piece) => ({ points: add(triple(by, piece)) }),
    onBox: (box, { by }, piece) => {
      const shift = triple(by, piece)
      return box.map((value, k) => k < 3 ? value + shift[k] : value)
    },
    onTensor: (x, { by }) => {
      const list = by as Float64Array
      const shift = tf.reshape(tf.tensor1d(Float32Array.from(list)), [list.length / 3, 1, 3])
      const more = (x.shape[2] as number) - 3
      return tf.add(x, more > 0 ? tf.pad(shift, [[0, 0], [0, 0], [0, more]]) : shift)
    }
  },
  'scale-points': {
    parameters: z.strictObject({ by: triples }),
    run: (seen, { by }, piece) => moved(seen, times(triple(by, piece))),
    change: ({ by }, piece) => ({ points: times(triple(by, piece)) }),
    onBox: (box, { by }, piece) => {
      const scale = triple(by, piece)
      return box.map((value, k) => k < 6 ? value * scale[k % 3] : value)
    }
  },
  'rotate-points': {
    parameters: z.strictObject({
      angle: numberColumn,
      axis: z._default(z.enum(['x', 'y', 'z']), 'z'),
      about: z._default(z.enum(['origin', 'mean', 'middle']), 'origin')
    }),
    run: (seen, { angle, axis, about }, piece) => {
      const { coordinates } = seen.cloud
      const radians = entryOf(angle as Float64Array, piece)
      const center = about === 'mean' ? meanOf(coordinates)
        : about === 'middle' ? middleOf(coordinates) : [0, 0, 0]
      const { cloud } = moved(seen, points => { turn(points, axis as 'x', radians, center) })
      const columns = mapColumns(cloud.columns, (column, name) => {
        if (name !== 'normal' || !isReal(column.data)) return column
        const data = column.data.slice()
        turn(data, axis as 'x', radians, [0, 0, 0])
        return { ...column, data }
      })
      return { ...seen, cloud: { ...cloud, columns } }
    },
    change: ({ angle, axis, about }, piece) => {
      const turned = (points: Float32Array | Float64Array): void => {
        turn(points, axis as 'x', entryOf(angle as Float64Array, piece), [0, 0, 0])
      }
      return about === 'origin' ? { points: turned, normals: turned } : undefined
    },
    onBox: (box, { angle, axis, about }, piece) =>
      turnBox(box, entryOf(angle as Float64Array, piece), axis as string, about as string)
  },
  'mirror-points': {
    parameters: z.strictObject({
      axes: z.custom<Uint8Array>(value => value instanceof Uint8Array && value.length % 3 === 0,
        'must be a Uint8Array, three flags a piece'),
      at: z._default(z.enum(['far-side', 'origin']), 'far-side')
    }),
    run: (seen, { axes, at }, piece) => {
      const flags = triple(axes, piece)
      if (flags.every(flag => flag === 0)) return seen
      const { high } = boundsOf(seen.cloud.coordinates)
      const edge = at === 'origin' ? new Float64Array(3) : high
      const { cloud } = moved(seen, points => { mirror(points, flags, edge) })
      const columns = mapColumns(cloud.columns, (column, name) => {
        if (at !== 'origin' || name !== 'normal' || !isReal(column.data)) return column
        const data = column.data.slice()
        mirror(data, flags, new Float64Array(3))
        return { ...column, data }
      })
      return { ...seen, cloud: { ...cloud, columns } }
    }
  },
  'center-points': {
    parameters: z.strictObject({ to: z.enum(['mean', 'middle', 'floor', 'middle-xy']) }),
    run: (seen, { to }) => {
      const { coordinates } = seen.cloud
      if (coordinates.length === 0) return seen
      return moved(seen, add(centreOf(coordinates, to as string).map(value => -value)))
    }
  }
}

function isReal (data: unknown): data is Float32Array | Float64Array {
  return data instanceof Float32Array || data instanceof Float64Array
}

function add (by: readonly number[]): (points: Float32Array | Float64Array) => void {
  const [x, y, z] = by
  return points => {
    for (let k = 0; k < points.length; k += 3) {
      points[k] += x
      points[k + 1] += y
      points[k + 2] += z
    }
  }
}

function times ([x, y, z]: readonly number[]): (points: Float32Array | Float64Array) => void {
  return points => {
    for (let k = 0; k < points.length; k += 3) {
      points[k] *= x
      points[k + 1] *= y
      points[k + 2] *= z
    }
  }
}

function mirror (
  points: Float32Array | Float64Array, flags: readonly number[], edge: Float64Array
): void {
  flags.forEach((flag, axis) => {
    if (flag === 0) return
    for (let k = axis; k < points.length; k += 3) points[k] = edge[axis] - points[k]
  })
}

function middleOf (coordinates: Float32Array | Float64Array): number[] {
  const { low, high } = boundsOf(coordinates)
  return coordinates.length === 0 ? [0, 0, 0] : Array.from(low, (value, k) => (value + high[k]) / 2)
}

function centreOf (coordinates: Float32Array | Float64Array, to: string): readonly number[] {
  if (to === 'mean') return meanOf(coordinates)
  const [x, y, z] = middleOf(coordinates)
  if (to === 'middle') return [x, y, z]
  return [x, y, to === 'floor' ? boundsOf(coordinates).low[2] : 0]
}
