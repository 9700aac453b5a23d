import { open } from 'node:fs/promises'
import type { ImageFormat } from './signature.js'
import { SIGNATURE_LENGTH, formatOf } from './signature.js'
import type { SharpFunction } from './sharp.js'
import { sentence } from './sentence.js'

/** What the header of an image says: its sides in pixels, the way it is meant to be looked at. */
export interface Header {
  readonly format: ImageFormat
  readonly height: number
  readonly width: number
  /** It is 8-bit sRGB in three channels: decoding is all there is to do. */
  readonly plain: boolean
}

/** How large an image may be. */
export interface ImageLimits {
  /** Height times width. */
  readonly pixels: number
  /** Of the file. */
  readonly bytes: number
}

/** Why an image cannot be used, as the rest of a sentence that begins with its name. */
export interface Problem { readonly problem: string }

/** Reads a header. No pixel is decoded, so a lying or huge one costs nothing. */
export async function readHeader (
  sharp: SharpFunction, file: string, limits: ImageLimits
): Promise<Header | Problem> {
  try {
    const { format, bytes } = await beginning(file)
    if (bytes === 0) return { problem: 'is empty' }
    if (bytes > limits.bytes) return { problem: tooLarge(`${bytes} bytes`, limits.bytes) }
    if (format === undefined) return { problem: 'is not JPEG, PNG, WebP or TIFF' }
    const found = await sharp(file, { limitInputPixels: false }).metadata()
    if (found.format !== format) return { problem: `is not the ${format} it begins as` }
    const { width, height } = found.autoOrient
    if (!(width * height <= limits.pixels)) {
      return { problem: tooLarge(`${width} × ${height} pixels`, limits.pixels) }
    }
    const plain = found.space === 'srgb' && found.channels === 3 && found.depth === 'uchar'
    return { format, height, width, plain }
  } catch (error) {
    return { problem: `cannot be read (${sentence(error)})` }
  }
}

function tooLarge (what: string, limit: number): string {
  return `has ${what}, more than the limit of ${limit}`
}

async function beginning (
  file: string
): Promise<{ readonly format?: ImageFormat, readonly bytes: number }> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SIGNATURE_LENGTH), 0,
      SIGNATURE_LENGTH, 0)
    return { format: formatOf(buffer.subarray(0, bytesRead)), bytes: size }
  } finally {
    await handle.close()
  }
}
