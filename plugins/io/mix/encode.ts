import path from 'node:path'
import type { HostArray } from '../../../core/index.js'
import { sha256Of } from '../images/sha256.js'
import type { SharpFunction } from '../images/sharp.js'
import type { Done, Tools } from '../threads/tools.js'
import { writeAtomic } from './atomic.js'
import type { OutputFormat } from './layout.js'

/** How images are written. */
export interface Encoding { readonly format: OutputFormat, readonly quality: number }

/** Images `[rows, height, width, 3]`, or masks of one channel; the first `count` become files. */
export interface EncodeRequest {
  readonly x: HostArray<Uint8Array>
  readonly count: number
  readonly encoding: Encoding
}

/** How masks are written: as they are. */
export const masksEncoding: Encoding = { format: 'png', quality: 100 }

/** Masks `[rows, height, width]` as images of one channel. */
export function asImages ({ data, shape }: HostArray<Uint8Array>): HostArray<Uint8Array> {
  return { data, shape: [...shape.slice(0, 3), 1] }
}

/** Images as files, in order. */
export async function encodeImages (
  tools: Tools, request: EncodeRequest
): Promise<Done<readonly Uint8Array[]>> {
  return { result: await Promise.all(encodings(tools, request)) }
}

/** Images to write into a folder, by their names. */
export interface WriteRequest extends EncodeRequest {
  readonly folder: string
  readonly names: readonly string[]
}

/** Writes images, each whole or not at all: their SHA-256, in order. */
export async function writeImages (
  tools: Tools, { folder, names, ...request }: WriteRequest
): Promise<Done<readonly string[]>> {
  const result = await Promise.all(encodings(tools, request).map(async (encoding, i) => {
    const bytes = await encoding
    await writeAtomic(path.join(folder, names[i]), bytes)
    return sha256Of(bytes)
  }))
  return { result }
}

function encodings (
  { sharp, gate }: Tools, { x: { data, shape }, count, encoding }: EncodeRequest
): Array<Promise<Buffer>> {
  const [, height, width, channels] = shape
  const row = height * width * channels
  const raw = { height, width, channels: channels as 3 }
  return Array.from({ length: count }, (_, i) => gate(() => {
    const image = sharp(data.subarray(i * row, (i + 1) * row), { raw })
    // A mask stays one channel
    if (channels === 1) image.toColourspace('b-w')
    return encoded(image, encoding).toBuffer()
  }))
}

type Image = ReturnType<SharpFunction>

/** Every setting that changes bytes is named: another default of sharp changes none. */
function encoded (image: Image, { format, quality }: Encoding): Image {
  switch (format) {
    case 'png': return image.png({ compressionLevel: 6, adaptiveFiltering: false, palette: false })
    case 'jpeg': return image.jpeg({ quality, chromaSubsampling: '4:2:0', mozjpeg: false })
    case 'webp': return image.webp({ quality, effort: 4, lossless: false })
  }
}
