import { fail } from '../../../../core/errors.js'

/**
 * The bytes of a file from front to back, as far as they are there. Whoever reads takes them from
 * `at` on; those before it are given up when more come, so that a reader must not keep places.
 */
export class Incoming {
  /** What is there, with some that were read already before `at`. */
  bytes: Uint8Array
  at = 0
  /** Whether nothing more will come. */
  ended = false
  /** Lines that were given up; nothing where nobody counts them. */
  lines: number | undefined = 0
  private buffer: Uint8Array<ArrayBuffer> | undefined
  private gone = 0

  /**
   * @param source - names the file in errors
   * @param total - bytes of the whole file, if that is known
   */
  constructor (readonly source: string, readonly total?: number) {
    this.bytes = new Uint8Array(0)
  }

  /** A file that is all there. */
  static whole (bytes: Uint8Array, source: string): Incoming {
    const incoming = new Incoming(source, bytes.length)
    incoming.bytes = bytes
    incoming.ended = true
    return incoming
  }

  /** Bytes that are there and were not read. */
  get left (): number {
    return this.bytes.length - this.at
  }

  /** Bytes that are still to be read, there or not; Infinity where nobody knows. */
  get rest (): number {
    if (this.ended) return this.left
    return this.total === undefined ? Infinity : Math.max(this.left, this.total - this.place)
  }

  /** How many bytes of the file were read. */
  get place (): number {
    return this.gone + this.at
  }

  /** Takes more bytes; they are copied. */
  add (chunk: Uint8Array): void {
    const { left } = this
    if (this.lines !== undefined) this.lines += newlines(this.bytes, this.at)
    const unread = this.bytes.subarray(this.at)
    const size = left + chunk.length
    // It doubles, so that bytes are moved a few times, however small the chunks
    if (this.buffer === undefined || this.buffer.length < size) {
      const longer = new Uint8Array(Math.max(size, 2 * left))
      longer.set(unread)
      this.buffer = longer
    } else this.buffer.set(unread)
    this.buffer.set(chunk, left)
    this.gone += this.at
    this.at = 0
    this.bytes = this.buffer.subarray(0, size)
  }

  /** Nothing more comes. */
  finish (): void {
    this.ended = true
  }
}

/** Newlines before a place. */
export function newlines (bytes: Uint8Array, end: number): number {
  let count = 0
  for (let at = 0; at < end; at++) if (bytes[at] === 0x0a) count++
  return count
}

/** Reading that stops wherever it needs bytes that are not there yet. */
export type Reading<T> = Generator<undefined, T, void>

/** Waits for `count` bytes; whether they are there. */
export function * need (incoming: Incoming, count: number): Reading<boolean> {
  while (incoming.left < count && !incoming.ended) yield
  return incoming.left >= count
}

/** Passes over bytes; whether they were there. */
export function * skip (incoming: Incoming, count: number): Reading<boolean> {
  for (let more = count; ;) {
    const some = Math.min(more, incoming.left)
    incoming.at += some
    more -= some
    if (more === 0 || incoming.ended) return more === 0
    yield
  }
}

/** Longest line, and most bytes of all, that a header has. */
const LONGEST = 65_536
const MOST = 2 ** 24

/**
 * The next line of a header, without its end.
 *
 * @throws FORMAT where the file ends before the line does, and for lines that are no text
 */
export function * lineOf (incoming: Incoming): Reading<string> {
  const { source } = incoming
  for (let length = 0; ; length++) {
    if (length === LONGEST || incoming.place > MOST) {
      throw fail('FORMAT', source, length === LONGEST
        ? `must have lines of at most ${LONGEST} bytes in its header, got a longer one`
        : `must have a header of at most ${MOST} bytes, got a longer one`)
    }
    if (length >= incoming.left && !(yield * need(incoming, length + 1)))
      throw fail('FORMAT', source, 'ends within its header')
    if (incoming.bytes[incoming.at + length] !== 0x0a) continue
    const text = new TextDecoder('latin1')
      .decode(incoming.bytes.subarray(incoming.at, incoming.at + length))
    incoming.at += length + 1
    return text.replace(/\r$/, '')
  }
}
