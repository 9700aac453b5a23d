import type { HostArray } from '../contract/index.js'

/** The kinds of arrays that hold rows on the host. */
export type Numbers = Uint8Array | Uint8ClampedArray | Int32Array | Float32Array | Float64Array
export type Kind<Data extends Numbers = Numbers> = new (length: number) => Data

const kinds: readonly Kind[] = [
  Uint8Array, Uint8ClampedArray, Int32Array, Float32Array, Float64Array
]

/** Whether a value looks like rows on the host; `wrongHostArray` tells whether it is sound. */
export function isHostArray (value: unknown): value is HostArray<Numbers> {
  const { data, shape } = Object(value) as Partial<HostArray>
  return ArrayBuffer.isView(data) && 'length' in data && Array.isArray(shape)
}

/** The kind of an array. Its constructor may be another: the bytes of a decoder are a `Buffer`. */
export function kindOf<Data extends Numbers> (data: Data): Kind<Data> {
  return (kinds.find(kind => data instanceof kind) ?? data.constructor) as Kind<Data>
}

/** A copy of an array. Not `slice`: that of a `Buffer` shares its memory. */
export function copyOf<Data extends Numbers> (data: Data): Data {
  const copy = new (kindOf(data))(data.length)
  copy.set(data)
  return copy
}

/** What is wrong with a value: the rest of a sentence, and what was got. */
export interface Wrong { readonly allowed: string, readonly got: unknown }

/**
 * What is wrong with a host array, `{ data, shape }`; nothing if its data are of one of some kinds
 * and as many as its shape says.
 */
export function wrongHostArray (value: unknown, allowed: readonly Kind[]): Wrong | undefined {
  const { data, shape } = Object(value) as { data?: unknown, shape?: unknown }
  const known = allowed.find(kind => data instanceof kind)
  if (known === undefined || !Array.isArray(shape)) {
    const names = allowed.map(({ name }) => name).join(' or ')
    return { allowed: `must be a tensor, or { data, shape } with a ${names}`, got: value }
  }
  const sides = Array.from<unknown>(shape)
  if (!sides.every(isSide)) return { allowed: 'must have a shape of whole numbers', got: shape }
  const cells = sides.reduce<number>((product, side) => product * (side as number), 1)
  if (cells === (data as Numbers).length) return undefined
  const wanted = `must hold ${cells} numbers for shape [${sides.join(', ')}]`
  return { allowed: wanted, got: data }
}

function isSide (side: unknown): boolean {
  return Number.isSafeInteger(side) && (side as number) >= 0
}
