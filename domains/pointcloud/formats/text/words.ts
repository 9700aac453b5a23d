import { fail } from '../../../../core/errors.js'
import { newlines, type Incoming } from '../stream/incoming.js'
import { numberAt } from './number.js'

/** Of a word that does not end in what there is. */
const LONGEST = 65_536

/**
 * Words of a text, one after the other; anything up to a space separates them. The word that was
 * read last goes from `start` to where the text is read up to, until more bytes come.
 */
export class Words {
  start = 0

  constructor (
    readonly incoming: Incoming,
    /** A byte that makes the rest of its line a comment. */
    private readonly comment?: string
  ) {}

  /**
   * Goes on to the next word.
   *
   * @returns false at the end of the text, and where more bytes are needed to know the word
   */
  next (): boolean {
    const { incoming } = this
    const { bytes } = incoming
    const hash = this.comment?.charCodeAt(0)
    let at = incoming.at
    for (; at < bytes.length; at++) {
      if (bytes[at] === hash) {
        while (at < bytes.length && bytes[at] !== 0x0a) at++
      } else if (bytes[at] > 0x20) break
    }
    const start = at
    while (at < bytes.length && bytes[at] > 0x20 && bytes[at] !== hash) at++
    if (at === bytes.length && !incoming.ended) {
      // Spaces before the word need not be kept
      if (hash === undefined) incoming.at = start
      this.start = start
      if (at - start > LONGEST) throw this.wrong(`words of at most ${LONGEST} letters`)
      return false
    }
    this.start = start
    incoming.at = at
    return at > start
  }

  /** Whether the line has a further word. */
  get more (): boolean {
    const { bytes } = this.incoming
    let { at } = this.incoming
    while (bytes[at] <= 0x20 && bytes[at] !== 0x0a) at++
    return bytes[at] > 0x20
  }

  /** Passes over the rest of the line. */
  skipLine (): void {
    const { incoming } = this
    while (incoming.left > 0 && incoming.bytes[incoming.at] !== 0x0a) incoming.at++
  }

  /** The next word as a number, where all bytes are there. `what` is expected there. */
  number (what: string): number {
    if (!this.next()) throw this.over(what)
    return this.asNumber(what)
  }

  /** The word that was read last as a number. */
  asNumber (what: string): number {
    const { incoming: { bytes, at }, start } = this
    const value = numberAt(bytes, start, at)
    if (value === undefined) throw this.wrong(`${what} as a number`)
    return value
  }

  /** The word that was read last as a whole number of any size. */
  asWhole (what: string): bigint {
    if (!/^[+-]?\d{1,20}$/.test(this.word)) throw this.wrong(`${what} as a whole number`)
    return BigInt(this.word.replace('+', ''))
  }

  /** The word that was read last, at most 40 letters of it. */
  get word (): string {
    const { incoming: { bytes, at }, start } = this
    return String.fromCharCode(...bytes.subarray(start, Math.min(at, start + 40)))
  }

  /** The error of a word that is not what is expected. */
  wrong (expected: string): Error {
    const { source, bytes, lines = 0 } = this.incoming
    const line = 1 + lines + newlines(bytes, this.start)
    return fail('FORMAT', source,
      `must have ${expected} in line ${line}, got ${JSON.stringify(this.word)}`)
  }

  /** The error of a text that ends too early. */
  over (what: string): Error {
    return fail('FORMAT', this.incoming.source, `ends where ${what} is expected`)
  }
}
