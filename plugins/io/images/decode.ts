import type { SharpFunction } from './sharp.js'

/** How an image is made to fit a size, as CSS `object-fit` has it. */
export type Fit = 'cover' | 'contain' | 'fill'

/** The shape that images are decoded to; without `fit` they have it already. */
export interface Frame {
  readonly height: number
  readonly width: number
  readonly fit?: Fit
}

/**
 * Decodes an image to 8-bit sRGB, `height · width · 3` bytes, row-major: turned as its EXIF data
 * say, grey in three equal channels, 16 bits cut to 8, CMYK converted by its profile. What is
 * transparent, and what `contain` leaves empty, is black. Of several pages it is the first.
 *
 * @param pixels - the most that are decoded
 * @param plain - it is known to be 8-bit sRGB in three channels: the same bytes, sooner
 * @throws errors of sharp for what cannot be decoded whole
 */
export async function decodeImage (
  sharp: SharpFunction, bytes: Uint8Array, { height, width, fit }: Frame, pixels: number,
  plain = false
): Promise<Uint8Array> {
  const image = sharp(bytes, { failOn: 'error', limitInputPixels: pixels, autoOrient: true })
  if (!plain) image.flatten({ background: 'black' }).toColourspace('srgb')
  if (fit !== undefined) image.resize({ height, width, fit, background: 'black' })
  const { data, info } = await image.raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  if (info.height !== height || info.width !== width || info.channels !== 3) {
    throw new Error(`it has ${info.height} × ${info.width} × ${info.channels} values, not ` +
      `${height} × ${width} × 3`)
  }
  return data
}
