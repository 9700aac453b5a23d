import { fail } from '../../../../core/errors.js'

const BLOCK = 512
const MAGIC = 'ustar'
const LONGEST_PAX = 1_048_576

/**
 * Looks at a TAR stream before the parser does. The parser passes over pax records that it cannot
 * read, and the file after them would silently get another name, so records are checked first; and
 * a stream must end with the empty blocks that end an archive, or files are missing.
 *
 * Blocks that look like pax headers are checked wherever they lie, also within files (a TAR in a
 * TAR): then the check is stricter than it need be, never laxer.
 */
export async function * guarded (name: string, chunks: AsyncIterable<Uint8Array>) {
  let rest: Uint8Array = new Uint8Array(0)
  let wanted = BLOCK
  let pax = false
  let endsEmpty = false
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let from = 0
    while (rest.length - from >= wanted) {
      const part = rest.subarray(from, from + wanted)
      from += wanted
      if (pax) checkRecords(name, part)
      const length: number = pax ? 0 : paxLength(name, part)
      pax = length > 0
      endsEmpty = part.subarray(-BLOCK).every(byte => byte === 0)
      wanted = pax ? Math.ceil(length / BLOCK) * BLOCK : BLOCK
    }
    if (from > 0) yield rest.subarray(0, from)
    rest = rest.subarray(from)
  }
  if (rest.length > 0 || !endsEmpty)
    throw fail('FORMAT', name, 'ends before the empty block that ends a TAR archive')
}

/** Bytes of pax records that follow this block; 0 if it is no pax header. */
function paxLength (name: string, block: Uint8Array): number {
  const type = block[156]
  if (type !== 0x78 && type !== 0x67) return 0
  if ([...MAGIC].some((letter, i) => block[257 + i] !== letter.charCodeAt(0))) return 0
  const octal = /^ *([0-7]+)[ \0]*$/.exec(latin(block.subarray(124, 136)))?.[1]
  const length = octal === undefined ? Infinity : parseInt(octal, 8)
  if (length > LONGEST_PAX) throw fail('FORMAT', name, 'has a pax header of no sensible size')
  return length
}

/** Records are `length key=value\n`, the length being that of all of it; zeros may follow. */
function checkRecords (name: string, bytes: Uint8Array): void {
  let at = 0
  while (at < bytes.length && bytes[at] !== 0) {
    const digits = /^(\d{1,7}) /.exec(latin(bytes.subarray(at, at + 8)))?.[1]
    const end = at + Number(digits)
    if (digits === undefined || end <= at + digits.length + 2 || end > bytes.length ||
      bytes[end - 1] !== 0x0a)
      throw fail('FORMAT', name, 'has a damaged pax header')
    at = end
  }
}

const latin = (bytes: Uint8Array) => String.fromCharCode(...bytes)
