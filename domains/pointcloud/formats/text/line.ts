import { fail } from '../../../../core/errors.js'

const LONGEST = 65_536

/** A line of a header without its end, and where the next one begins. */
export interface Line { readonly text: string, readonly end: number }

/**
 * The line that begins at `start`.
 *
 * @throws FORMAT where the file ends before the line does, and for lines that are no text
 */
export function lineAt (bytes: Uint8Array, start: number, source: string): Line {
  const most = Math.min(bytes.length, start + LONGEST)
  let end = start
  while (end < most && bytes[end] !== 0x0a) end++
  if (end === most) {
    throw fail('FORMAT', source, end === bytes.length
      ? 'ends within its header'
      : `must have lines of at most ${LONGEST} bytes in its header, got a longer one`)
  }
  const text = new TextDecoder('latin1').decode(bytes.subarray(start, end))
  return { text: text.replace(/\r$/, ''), end: end + 1 }
}
