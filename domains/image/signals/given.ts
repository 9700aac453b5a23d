import { fail } from '../../../core/errors.js'
import type { Facts, HostArray } from '../../../core/index.js'
import { allFinite } from '../../../core/tensor/all-finite.js'

/** Numbers on the host, a map for every row. */
export type Maps = HostArray<Float32Array | Float64Array>

/**
 * A signal that is a map for every row of the batch, `[rows, height, width]`.
 *
 * @param sides - how large a map must be; any size by default
 * @throws SIGNAL for anything else, and for what is not finite
 */
export function mapsOf (
  who: string, signal: string, facts: Facts, sides?: readonly number[]
): Maps {
  const maps = unreadMaps(who, signal, facts, sides)
  checkFinite(who, signal, maps.data)
  return maps
}

/** The same for who looks at some of them alone, and checks those: there may be millions more. */
export function unreadMaps (
  who: string, signal: string, { size, signals }: Facts, sides?: readonly number[]
): Maps {
  const { data, shape } = Object(signals[signal]) as Partial<Maps>
  const wanted = sides === undefined ? [size, 0, 0] : [size, ...sides]
  const fits = isList(data) && Array.isArray(shape) && shape.length === 3 &&
    wanted.every((side, a) => side === 0 ? shape[a] > 0 : shape[a] === side) &&
    data.length === product(shape)
  if (!fits) {
    const form = sides === undefined ? `${size}, height, width` : wanted.join(', ')
    const remedy = `its function must give { data: Float32Array, shape: [${form}] }, a map a row`
    throw fail('SIGNAL', who, signal, remedy)
  }
  return { data, shape }
}

/** Checks a map, or all of them. Throws SIGNAL. */
export function checkFinite (who: string, signal: string, data: Maps['data']): void {
  if (!allFinite(data))
    throw fail('SIGNAL', who, signal, 'its function must give finite numbers only')
}

function isList (data: unknown): data is Float32Array | Float64Array {
  return data instanceof Float32Array || data instanceof Float64Array
}

function product (shape: readonly number[]): number {
  return shape.reduce((total, side) => total * side, 1)
}

/** The map of one row. */
export function mapOf ({ data, shape: [, height, width] }: Maps, row: number): Maps['data'] {
  return data.subarray(row * height * width, (row + 1) * height * width)
}
