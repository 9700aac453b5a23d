import { fail } from '../../errors.js'
import type { Limits } from '../limits.js'

const QUOTE = 34
const COMMA = 44
const COLON = 58
const OPEN_LIST = 91
const BACKSLASH = 92
const CLOSE_LIST = 93
const OPEN_OBJECT = 123
const CLOSE_OBJECT = 125

/**
 * Refuses a text that would make too large a value, in one pass and before any of it is made.
 * Whether it is JSON at all, the parser tells.
 *
 * @throws PLAN
 */
export function checkText (text: string, limits: Limits): void {
  if (text.length > limits.text) throw tooMuch('characters', limits.text, text.length)
  let nodes = 0
  let entries = 0
  let nesting = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      at = endOfText(text, at)
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      nodes++
      nesting++
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
      nesting--
    } else if (code === COLON) {
      nodes++
    } else if (code === COMMA) {
      entries++
    }
    if (nesting > limits.nesting) throw tooMuch('levels', limits.nesting, nesting)
    if (nodes > limits.nodes) throw tooMuch('objects, lists and keys', limits.nodes, nodes)
    if (entries > limits.entries) throw tooMuch('list entries', limits.entries, entries)
  }
}

/** Where the text that begins at a quote ends: at a quote after an even number of backslashes. */
function endOfText (text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1
    while (text.charCodeAt(before) === BACKSLASH) before--
    if ((end - before) % 2 === 1) return end
  }
  return text.length
}

function tooMuch (what: string, most: number, got: number): Error {
  return fail('PLAN', 'text', `must have at most ${most} ${what}`, got)
}
