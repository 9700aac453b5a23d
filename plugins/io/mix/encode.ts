import type { HostArray } from '../../../core/index.js'
import type { Gate } from '../images/gate.js'
import type { SharpFunction } from '../images/sharp.js'
import type { OutputFormat } from './layout.js'

/** How images are written. */
export interface Encoding { readonly format: OutputFormat, readonly quality: number }

/** The first `count` images `[rows, height, width, 3]` as files, in order. */
export async function encodeImages (
  sharp: SharpFunction, gate: Gate, { data, shape }: HostArray<Uint8Array>, count: number,
  encoding: Encoding
): Promise<Buffer[]> {
  const [, height, width, channels] = shape
  const row = height * width * channels
  const raw = { height, width, channels: channels as 3 }
  return Promise.all(Array.from({ length: count }, (_, i) => gate(() => {
    const image = sharp(data.subarray(i * row, (i + 1) * row), { raw })
    return encoded(image, encoding).toBuffer()
  })))
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
