/**
 * Arrays of bytes that are used again: a fresh one costs its zeros, and a collection every few.
 */
export interface Buffers {
  /** An array of a length, holding whatever was in it. */
  take (length: number): Uint8Array
  /** Gives back what nobody looks at any more. */
  give (bytes: Uint8Array): void
}

/** @param most - how many are kept */
export function buffers (most: number): Buffers {
  const kept: ArrayBufferLike[] = []
  return {
    take: length => {
      const at = kept.findIndex(buffer => buffer.byteLength >= length)
      const buffer = at < 0 ? new ArrayBuffer(length) : kept.splice(at, 1)[0]
      return new Uint8Array(buffer, 0, length)
    },
    give: ({ buffer }) => {
      kept.push(buffer)
      if (kept.length > most) kept.shift()
    }
  }
}
