import { fail } from '../../../../core/errors.js'
import type { Incoming, Reading } from '../stream/incoming.js'
import { numberAt } from './number.js'

/** Of a line that does not end in what is there. */
const LONGEST = 2 ** 24

/**
 * A space, a tab, a comma or a semicolon; other signs make a word none. So does a return within a
 * line: of a text whose lines end in it alone, all numbers would be those of one point.
 */
export const isSpace = (byte: number): boolean =>
  byte === 0x20 || (byte >= 0x09 && byte <= 0x0c) || byte === 0x2c || byte === 0x3b

/** Lines of a text that are neither empty nor comments. */
export class Lines {
  /** The line that was found last, from 1. */
  line = 0
  /** Its first byte, from which the text is read on, and the one behind its last, returns apart. */
  start = 0
  end = 0
  /** Whether a line such as `//X Y Z R G B`, as CloudCompare names columns, is no comment. */
  named = true
  /** Where the next line begins. */
  private behind = 0

  constructor (private readonly incoming: Incoming) {
    incoming.lines = undefined
  }

  /** Finds the next line; false where there is none. */
  * next (): Reading<boolean> {
    const { incoming } = this
    while (yield * this.whole()) {
      this.line++
      const { bytes } = incoming
      let at = this.start
      while (at < this.end && isSpace(bytes[at])) at++
      const slashes = bytes[at] === 0x2f && bytes[at + 1] === 0x2f
      const names = slashes && this.named && (bytes[at + 2] | 0x20) === 0x78 &&
        isSpace(bytes[at + 3])
      if (at < this.end && bytes[at] !== 0x23 && (!slashes || names)) return true
      this.pass()
    }
    return false
  }

  /** Goes on behind the line. */
  pass (): void {
    this.incoming.at = this.behind
  }

  /** The same line is found once more. */
  again (): void {
    this.line--
  }

  /** Waits for a line to be there as a whole. */
  private * whole (): Reading<boolean> {
    const { incoming } = this
    for (let length = 0; ;) {
      const { bytes, at } = incoming
      let end = at + length
      while (end < bytes.length && bytes[end] !== 0x0a) end++
      if (end < bytes.length || incoming.ended) {
        this.behind = Math.min(end + 1, bytes.length)
        this.start = at
        while (end > at && bytes[end - 1] === 0x0d) end--
        this.end = end
        return at < bytes.length
      }
      length = end - at
      if (length > LONGEST) {
        throw fail('FORMAT', incoming.source,
          `must have lines of at most ${LONGEST} bytes, got a longer one`)
      }
      yield
    }
  }
}

/** Where the words of a line begin and end. */
export function wordsOf (
  bytes: Uint8Array, { start, end }: Pick<Lines, 'start' | 'end'>
): Array<readonly [from: number, to: number]> {
  const words: Array<readonly [number, number]> = []
  for (let at = start; at < end;) {
    while (at < end && isSpace(bytes[at])) at++
    const from = at
    while (at < end && !isSpace(bytes[at])) at++
    if (at > from) words.push([from, at])
  }
  return words
}

/** Reads the numbers of a line into row `row`; how many there are, or -1 if a word is none. */
export function numbersIn (
  bytes: Uint8Array, start: number, end: number, lists: readonly Float64Array[], row: number
): number {
  let count = 0
  for (let at = start; ;) {
    while (at < end && isSpace(bytes[at])) at++
    if (at === end) return count
    const from = at
    while (at < end && !isSpace(bytes[at])) at++
    const value = numberAt(bytes, from, at)
    if (value === undefined) return -1
    if (count < lists.length) lists[count][row] = value
    count++
  }
}
