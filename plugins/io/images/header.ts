import { open } from 'node:fs/promises'
import type { Metadata } from 'sharp'
import { jpegHeader } from './jpeg.js'
import type { ImageFormat } from './signature.js'
import { formatOf } from './signature.js'
import type { SharpFunction } from './sharp.js'
import { sentence } from './sentence.js'

/** Bytes of a file that are read first. */
const HEAD = 2 ** 14

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
    const { format, bytes, head } = await beginning(file)
    if (bytes === 0) return { problem: 'is empty' }
    if (bytes > limits.bytes) return { problem: tooLarge(`${bytes} bytes`, limits.bytes) }
    if (format === undefined) return { problem: 'is not JPEG, PNG, WebP or TIFF' }
    const known = format === 'jpeg' ? jpegHeader(head) : undefined
    if (known !== undefined) return checked({ format, ...known, plain: true }, limits)
    const found = await metadataOf(sharp, file, format, head)
    if (found.format !== format) return { problem: `is not the ${format} it begins as` }
    const { width, height } = found.autoOrient
    const plain = found.space === 'srgb' && found.channels === 3 && found.depth === 'uchar'
    return checked({ format, height, width, plain }, limits)
  } catch (error) {
    return { problem: `cannot be read (${sentence(error)})` }
  }
}

function checked (header: Header, { pixels }: ImageLimits): Header | Problem {
  const { height, width } = header
  // Sides may be no numbers
  return width * height <= pixels
    ? header
    : { problem: tooLarge(`${width} × ${height} pixels`, pixels) }
}

/**
 * A JPEG tells all there is to know before its first scan, mostly within what was read already: to
 * open the file again would take thrice as long. Others are free to tell some of it at their end.
 */
async function metadataOf (
  sharp: SharpFunction, file: string, format: ImageFormat, head: Buffer
): Promise<Metadata> {
  const of = async (input: Buffer | string): Promise<Metadata> =>
    await sharp(input, { limitInputPixels: false }).metadata()
  return format === 'jpeg' ? await of(head).catch(() => of(file)) : await of(file)
}

function tooLarge (what: string, limit: number): string {
  return `has ${what}, more than the limit of ${limit}`
}

async function beginning (
  file: string
): Promise<{ readonly format?: ImageFormat, readonly bytes: number, readonly head: Buffer }> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(HEAD), 0, HEAD, 0)
    const head = buffer.subarray(0, bytesRead)
    return { format: formatOf(head), bytes: size, head }
  } finally {
    await handle.close()
  }
}
