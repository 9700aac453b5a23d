import type { Facts, HostArray } from '../../../core/index.js'
import { isTensor } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import type { AnyCloud } from '../cloud.js'
import type { Coordinates } from '../points.js'

/** The coordinates of the clouds of a pool, three numbers a point. */
export type RowCoordinates = (row: number) => Coordinates

/**
 * Where the points of a pool are. Clouds on the host say so themselves; of a tensor, and of the
 * outputs of a mixer before, the signal `coordinates` does: `hostCoordinates`.
 *
 * @throws SIGNAL where nothing says it
 */
export function coordinatesOf (
  { pools, signals }: Facts, pool: string, who: string
): RowCoordinates {
  const { x } = pools[pool]
  if (Array.isArray(x)) return row => (x as readonly AnyCloud[])[row].coordinates
  const { data, shape } = Object(pool === 'batch' ? signals.coordinates : undefined) as
    Partial<HostArray<Float32Array>>
  if (!(data instanceof Float32Array) || !Array.isArray(shape) || shape.length !== 3) {
    throw fail('SIGNAL', who, 'coordinates',
      `for the points of the pool "${pool}", whose clouds are not on the host; ` +
      'give it: signals: { coordinates: hostCoordinates }')
  }
  const [, points, channels] = shape as [number, number, number]
  return row => {
    const mine = data.subarray(row * points * channels, (row + 1) * points * channels)
    return channels === 3 ? mine : mine.filter((_, k) => k % channels < 3)
  }
}

/**
 * The coordinates of a batch in a tensor, read: for mixers that must know where points are. Give it
 * as a signal, and the mixer waits for it.
 *
 * @param batch - `x`: `[rows, points, 3 or more]`, of which the first three are x, y and z
 * @throws INPUT for anything else
 */
export async function hostCoordinates (
  batch: Readonly<Record<string, unknown>>
): Promise<HostArray<Float32Array>> {
  const { x } = Object(batch) as { readonly x?: unknown }
  if (!isTensor(x))
    throw fail('INPUT', 'hostCoordinates', 'x', 'must be a tensor [rows, points, 3]', x)
  return { data: Float32Array.from(await x.data()), shape: x.shape }
}
