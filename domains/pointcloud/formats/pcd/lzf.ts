import { fail } from '../../../../core/errors.js'

/** No three bytes stand for more than 264. */
export const MOST_PER_BYTE = 88

/**
 * Unpacks what LZF packed: runs of up to 32 bytes as they are, and copies of 3 to 264 bytes from
 * up to 8192 before.
 *
 * Source: liblzf, `lzf_d.c`, its description of the stream.
 *
 * @throws FORMAT for a run or a copy that goes beyond what is there, and for another size
 */
export function decompressLzf (packed: Uint8Array, size: number, source: string): Uint8Array {
  const bytes = new Uint8Array(size)
  let [at, to] = [0, 0]
  const broken = (why: string): Error =>
    fail('FORMAT', source, `has damaged compressed data: ${why} at byte ${at} of ${packed.length}`)
  while (at < packed.length) {
    const control = packed[at++]
    if (control < 32) {
      const end = at + control + 1
      if (end > packed.length || to + control + 1 > size) throw broken('a run is too long')
      while (at < end) bytes[to++] = packed[at++]
      continue
    }
    let length = (control >> 5) + 2
    if (length === 9) length += packed[at++]
    let from = to - ((control & 31) << 8) - packed[at++] - 1
    // Beyond the end of an array is undefined, and any number made of it NaN.
    if (!(from >= 0 && to + length <= size)) throw broken('a copy is out of bounds')
    for (const end = to + length; to < end;) bytes[to++] = bytes[from++]
  }
  if (to !== size)
    throw fail('FORMAT', source, `must unpack to ${size} bytes, got ${to}`)
  return bytes
}
