import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { HostArray } from '../../core/index.js'
import type { Given, GivenArray } from './adapter.js'

/** An entry, or undefined where it is absent or null. */
export function entry<T> (given: Given, name: string): T | undefined {
  return given[name] as T | null | undefined ?? undefined
}

/**
 * All numbers of an entry, whatever they are nested in; none where it is absent.
 *
 * @throws Error for anything else than numbers
 */
export function numbers (given: Given, name: string): number[] {
  const value = entry<unknown>(given, name)
  const list = value === undefined ? [] : isArray(value) ? value.data : [value].flat(Infinity)
  const stranger = list.find(each => typeof each !== 'number')
  if (stranger !== undefined) throw new Error(`"${name}" holds ${JSON.stringify(stranger)}`)
  return list as number[]
}

/** Whether an entry is a list, one number a row, and not one number for all. */
export function isPerRow (given: Given, name: string): boolean {
  return typeof entry(given, name) === 'object'
}

/** Entries under the names that the library has for them; absent ones are left to its defaults. */
export function renamed (
  given: Given, names: Readonly<Record<string, string>>
): Record<string, unknown> {
  const pairs = Object.entries(names).map(([from, to]) => [to, entry<unknown>(given, from)])
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined))
}

/** float32, whatever the file says. */
export function floats ({ data, shape }: GivenArray): Tensor {
  return tf.tensor(Float32Array.from(data), [...shape])
}

/** An array of real numbers. */
export function array (given: Given, name: string): GivenArray {
  const value = entry<unknown>(given, name)
  if (isArray(value)) return value
  throw new Error(`"${name}" is no array`)
}

/** Rows of two arrays, those of the first one first. */
export function joined (first: GivenArray, second: GivenArray): GivenArray {
  const shape = [first.shape[0] + second.shape[0], ...first.shape.slice(1)]
  return { shape, data: [...first.data, ...second.data] }
}

/** float32 on the host: real targets. */
export function hostFloats ({ data, shape }: GivenArray): HostArray<Float32Array> {
  return { data: Float32Array.from(data), shape }
}

/** float64 on the host, as the file has them. */
export function hostDoubles ({ data, shape }: GivenArray): HostArray<Float64Array> {
  return { data: Float64Array.from(data), shape }
}

/** Pictures, and the name that results go by. Bytes stay on the host. */
export function pictures (
  inputs: Given
): { readonly name: string, readonly x: Tensor | HostArray<Uint8Array> } {
  const bytes = entry<GivenArray>(inputs, 'imagesUint8')
  if (bytes !== undefined) {
    return { name: 'imagesUint8', x: { data: Uint8Array.from(bytes.data), shape: bytes.shape } }
  }
  const images = entry<GivenArray>(inputs, 'images')
  if (images === undefined) throw new Error('has neither "images" nor "imagesUint8"')
  return { name: 'images', x: floats(images) }
}

/** The pictures of a case, or black ones where it asks for a mask alone. */
export function picturesOrBlank (
  inputs: Given, [height = 1, width = 1]: ReadonlyArray<number | undefined>
): Tensor | HostArray<Uint8Array> {
  return entry(inputs, 'images') === undefined
    ? tf.zeros([1, height, width, 1])
    : pictures(inputs).x
}

/** A list of some of the numbers 0 … size - 1 as a permutation that begins with them. */
export function completed (list: readonly number[], size: number): number[] {
  return [...new Set([...list, ...Array(size).keys()])]
}

/** Class indices as `Int32Array`, soft labels as rows; nothing where there are none. */
export function labels (inputs: Given): Int32Array | number[][] | undefined {
  const given = entry<GivenArray | number[]>(inputs, 'labels')
  if (given === undefined) return undefined
  const { data, shape } = isArray(given) ? given : { data: given, shape: [given.length] }
  if (shape.length === 1) return Int32Array.from(data)
  const width = shape[1]
  return Array.from({ length: shape[0] }, (_, i) => data.slice(i * width, (i + 1) * width))
}

function isArray (value: unknown): value is GivenArray {
  return typeof value === 'object' && value !== null && 'shape' in value && 'data' in value
}
