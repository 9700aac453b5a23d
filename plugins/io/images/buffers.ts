/**
 * Arrays of bytes that are used again, by all threads: a fresh one costs its zeros, and a
 * collection every few.
 */
export interface Buffers {
  /** An array of a length, holding whatever was in it. */
  take (length: number): Uint8Array
  /** Gives back what nobody looks at any more; arrays from elsewhere are let go. */
  give (bytes: Uint8Array): void
}

/**
 * @param most - how many are kept
 * @param bytes - that one has at least: those of about one length serve for each other
 */
export function buffers (most: number, bytes = 0): Buffers {
  const kept: SharedArrayBuffer[] = []
  return {
    take: length => {
      const at = kept.findIndex(buffer => buffer.byteLength >= length)
      const buffer = at < 0
        ? new SharedArrayBuffer(Math.max(length, bytes))
        : kept.splice(at, 1)[0]
      return new Uint8Array(buffer, 0, length)
    },
    give: ({ buffer }) => {
      if (!(buffer instanceof SharedArrayBuffer)) return
      kept.push(buffer)
      if (kept.length > most) kept.shift()
    }
  }
}
