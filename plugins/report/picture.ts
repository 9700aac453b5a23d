import type { Sharp, SharpConstructor } from 'sharp'
import { peer } from '../peer.js'

/** Pixels of a picture: rows of red, green and blue (or grey alone), a byte each. */
export interface Pixels {
  readonly data: Uint8Array | Uint8ClampedArray
  readonly height: number
  readonly width: number
  readonly channels: 1 | 3 | 4
}

/** The sharp package, which pictures are read and written with. */
export async function sharpOf (who: string): Promise<SharpConstructor> {
  return (await peer(who, 'sharp', () => import('sharp'))).default
}

/** Pixels as something to be written or encoded. */
export async function picture ({ data, height, width, channels }: Pixels): Promise<Sharp> {
  const sharp = await sharpOf('a picture')
  return sharp(data, { raw: { height, width, channels } })
}

/** A lossless picture as the address of an image that a page holds itself. */
export async function embedded (pixels: Pixels): Promise<string> {
  return dataUrl(await (await picture(pixels)).png().toBuffer(), 'png')
}

/** The bytes of a picture file as the address of an image that a page holds itself. */
export function dataUrl (bytes: Uint8Array, format: string): string {
  return `data:image/${format};base64,${Buffer.from(bytes).toString('base64')}`
}
