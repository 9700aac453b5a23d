import type { Tensor } from '@tensorflow/tfjs-core'

type TypedArray = Float32Array | Float64Array | Int32Array | Uint8Array

/** Whether two values are the same to the bit: keys in any order, types and -0 told apart. */
export function same (a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return Object.is(a, b)
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false
  if (ArrayBuffer.isView(a)) return sameNumbers(a, b)
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && a.length === b.length &&
    keys.every(key => Object.hasOwn(b, key) && same(a[key], b[key]))
}

/** No `Object.keys`: it makes a text of every index. */
function sameNumbers (a: unknown, b: unknown): boolean {
  const [one, other] = [a as TypedArray, b as TypedArray]
  return one.length === other.length && one.every((value, k) => Object.is(value, other[k]))
}

/** Plain data: objects, lists and typed arrays. */
function isObject (value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** The numbers of a tensor, copied. */
export async function read (tensor: Tensor): Promise<Float32Array | Int32Array | Uint8Array> {
  return (await tensor.data()).slice()
}

/** The largest difference; infinite for lists of different lengths, and where one is no number. */
export function distance (a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity
  let most = 0
  for (let k = 0; k < a.length; k++) {
    const apart = Math.abs(a[k] - b[k])
    if (!(apart <= most)) most = Number.isNaN(apart) ? Infinity : apart
  }
  return most
}
