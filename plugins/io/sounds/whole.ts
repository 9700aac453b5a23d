import type { SoundFormat } from './decode.js'

/**
 * Whether a compressed file ends before its sound does: decoders give what there is, and say
 * nothing. FLAC and, mostly, MP3 say in their beginning how long they are; the last page of Ogg
 * says so itself.
 *
 * @param length - samples that were decoded
 */
export function isCutOff (
  bytes: Uint8Array, format: Exclude<SoundFormat, 'wav'>, length: number
): boolean {
  return checks[format](bytes, length)
}

const checks = {
  flac: (bytes: Uint8Array, length: number) => {
    // STREAMINFO comes first; the number of samples has 36 bits, 0 where it is not known
    const total = (bytes[21] & 0x0f) * 2 ** 32 + new DataView(bytes.buffer, bytes.byteOffset)
      .getUint32(22)
    return length < total
  },
  ogg: (bytes: Uint8Array) => {
    const last = lastOf(bytes, 'OggS')
    return last < 0 || (bytes[last + 5] & 0x04) === 0
  },
  mp3: (bytes: Uint8Array, length: number) => {
    const frames = framesOf(bytes)
    // 1152 samples a frame, 576 at low rates; some of the first and last are padding
    return frames !== undefined && length < (frames - 4) * 576
  }
}

/** How many frames the header of Xing or LAME tells, if there is one. */
function framesOf (bytes: Uint8Array): number | undefined {
  const head = bytes.subarray(0, 2 ** 16)
  const at = [lastOf(head, 'Xing'), lastOf(head, 'Info')].find(place => place >= 0)
  if (at === undefined || (bytes[at + 7] & 1) === 0 || at + 12 > bytes.length) return undefined
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at + 8)
}

function lastOf (bytes: Uint8Array, tag: string): number {
  const codes = Array.from(tag, letter => letter.charCodeAt(0))
  for (let at = bytes.length - codes.length; at >= 0; at--)
    if (codes.every((code, k) => bytes[at + k] === code)) return at
  return -1
}
