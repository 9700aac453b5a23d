import { open } from 'node:fs/promises'
import { fail } from '../../../core/errors.js'

/** The path of a file, or its bytes. */
export type FileSource = string | Uint8Array | ArrayBuffer

/** Bytes that can be read anywhere, without the whole in memory. */
export interface Bytes {
  /** For errors. */
  readonly name: string
  readonly size: number
  /**
   * A copy of bytes `start` … `end - 1`, in a buffer of its own.
   *
   * @throws FORMAT if they are not all there
   */
  read (start: number, end: number): Promise<Uint8Array<ArrayBuffer>>
}

/**
 * Opens a source for as long as `use` runs. `name` stands for bytes in errors.
 *
 * @throws INPUT if it is neither a path nor bytes, or not a file
 */
export async function withBytes<T> (
  source: FileSource, name: string, use: (bytes: Bytes) => Promise<T>
): Promise<T> {
  if (source instanceof ArrayBuffer) return use(inMemory(new Uint8Array(source), name))
  if (source instanceof Uint8Array) return use(inMemory(source, name))
  if (typeof source !== 'string')
    throw fail('INPUT', name, 'source', 'must be a path, a Uint8Array or an ArrayBuffer', source)
  const file = await open(source)
  try {
    const about = await file.stat()
    if (!about.isFile()) throw fail('INPUT', name, 'source', 'must be a file', source)
    return await use({
      name: source,
      size: about.size,
      async read (start, end) {
        check(source, about.size, start, end)
        const into = new Uint8Array(end - start)
        let done = 0
        while (done < into.length) {
          const { bytesRead } = await file.read(into, done, into.length - done, start + done)
          if (bytesRead === 0) throw fail('FORMAT', source, 'got shorter while it was read')
          done += bytesRead
        }
        return into
      }
    })
  } finally {
    await file.close()
  }
}

function inMemory (bytes: Uint8Array, name: string): Bytes {
  return {
    name,
    size: bytes.length,
    // Asynchronous as that of a file: a position outside is a rejection, not an exception.
    // eslint-disable-next-line @typescript-eslint/require-await -- see above
    async read (start, end) {
      check(name, bytes.length, start, end)
      return Uint8Array.from(bytes.subarray(start, end))
    }
  }
}

function check (name: string, size: number, start: number, end: number): void {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || start > end ||
    end > size)
    throw fail('FORMAT', name, `has ${size} bytes; ${start} to ${end} were expected to be there`)
}
