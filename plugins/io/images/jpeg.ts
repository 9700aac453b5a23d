/** What the segments of a JPEG before its first scan say. */
export interface JpegHeader {
  /** In pixels, the way it is meant to be looked at. */
  readonly height: number
  readonly width: number
}

/** ITU T.81, table B.1: frames that are baseline, extended or progressive; the first scan. */
const FRAMES = [0xc0, 0xc1, 0xc2]
const OTHER_FRAMES = [0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]
const SCAN = 0xda
const APP1 = 0xe1

/**
 * The header of an everyday JPEG, 8 bits in three components, from its first bytes. Asking a
 * decoder takes several times as long, which shows in a folder of thousands.
 *
 * @returns nothing for one that is in any way unusual, or goes on behind these bytes: ask a decoder
 */
export function jpegHeader (bytes: Uint8Array): JpegHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let sides: readonly [height: number, width: number] | undefined
  let turn: number | undefined
  for (let at = 2; at + 4 <= bytes.length;) {
    const [start, end] = [at + 4, at + 2 + view.getUint16(at + 2)]
    const marker = bytes[at + 1]
    // Frames, tables, scans, applications and comments have a length; others are unusual here
    if (bytes[at] !== 0xff || marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd9) ||
      marker === 0xff || end < start || end > bytes.length) return undefined
    if (marker === SCAN) return sides === undefined ? undefined : turned(sides, turn ?? 1)
    if (OTHER_FRAMES.includes(marker)) return undefined
    if (FRAMES.includes(marker)) {
      if (sides !== undefined || end - start !== 15 || bytes[start] !== 8 || bytes[start + 5] !== 3)
        return undefined
      sides = [view.getUint16(start + 1), view.getUint16(start + 3)]
      if (sides.includes(0)) return undefined
    }
    if (marker === APP1 && isExif(bytes, start)) {
      if (turn !== undefined) return undefined
      turn = orientationIn(new DataView(bytes.buffer, bytes.byteOffset + start + 6,
        Math.max(0, end - start - 6)))
      if (turn === undefined) return undefined
    }
    at = end
  }
}

const turned = (
  [height, width]: readonly [number, number], orientation: number
): JpegHeader => orientation < 5 ? { height, width } : { height: width, width: height }

const isExif = (bytes: Uint8Array, at: number): boolean =>
  String.fromCharCode(...bytes.subarray(at, at + 6)) === 'Exif\0\0'

/** The tag and the type of an orientation, in the first directory of EXIF data; bytes an entry. */
const ORIENTATION = 0x0112
const SHORT = 3
const ENTRY = 12

/** 1 to 8, 1 where none is given; nothing for data that are not as they should be. */
function orientationIn (exif: DataView): number | undefined {
  if (exif.byteLength < 14) return undefined
  const order = exif.getUint16(0)
  const little = order === 0x4949
  if ((!little && order !== 0x4d4d) || exif.getUint16(2, little) !== 42) return undefined
  const directory = exif.getUint32(4, little)
  if (directory + 2 > exif.byteLength) return undefined
  const count = exif.getUint16(directory, little)
  if (directory + 2 + count * ENTRY > exif.byteLength) return undefined
  const entries = Array.from({ length: count }, (_, i) => directory + 2 + i * ENTRY)
    .filter(at => exif.getUint16(at, little) === ORIENTATION)
  if (entries.length === 0) return 1
  const [at] = entries
  const value = exif.getUint16(at + 8, little)
  const sound = entries.length === 1 && exif.getUint16(at + 2, little) === SHORT &&
    exif.getUint32(at + 4, little) === 1 && value >= 1 && value <= 8
  return sound ? value : undefined
}
