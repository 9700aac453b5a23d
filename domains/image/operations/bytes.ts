import type { HostRow } from '../../../core/index.js'

/** The bytes of a row: as they are, or of floats, cut off as AugMix does it: `⌊255 x⌋`. */
export function bytesIn ({ data, white }: HostRow): Uint8Array {
  if (data instanceof Uint8Array) return data
  const scale = 255 / white
  const bytes = new Uint8Array(data.length)
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = Math.min(Math.max(Math.fround(data[i] * scale), 0), 255)
  return bytes
}

/** Bytes as the numbers of a row: bytes where it has them, else floats. */
export function likeRow (bytes: Uint8Array, { data, white }: HostRow): HostRow['data'] {
  return data instanceof Uint8Array
    ? bytes
    : Float32Array.from(bytes, byte => byte * white / 255)
}
