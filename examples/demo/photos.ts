import { readdir } from 'node:fs/promises'
import path from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import sharp from 'sharp'
import type { Sharp } from 'sharp'
import { fail } from '../../core/errors.js'

/** How large every picture is, in pixels. */
export const size = { height: 160, width: 240 }

/** A photo, cut to `size`: red, green, blue, row by row, a byte each. */
export interface Photo {
  readonly name: string
  readonly pixels: Uint8Array | Uint8ClampedArray
}

/** The pictures of a folder, sorted by name, each cut to `size` about its middle. */
export async function readPhotos (folder: string): Promise<Photo[]> {
  const files = (await readdir(folder)).filter(file => /\.(png|jpe?g)$/i.test(file)).sort()
  return await Promise.all(files.map(file => readPhoto(path.join(folder, file))))
}

/**
 * @throws INPUT naming the file, if it is missing or no picture
 */
export async function readPhoto (file: string): Promise<Photo> {
  const { height, width } = size
  try {
    const pixels = await sharp(file)
      .resize(width, height, { fit: 'cover' })
      .removeAlpha()
      .toColourspace('srgb')
      .raw()
      .toBuffer()
    return { name: path.parse(file).name.replaceAll('_', ' '), pixels }
  } catch (error) {
    throw fail('INPUT', 'demo', file, 'must be a picture that can be decoded', String(error))
  }
}

/** Photos as a batch, float32 `[photos, height, width, 3]`, 0 … 255. */
export function batchOf (photos: readonly Photo[]): tf.Tensor4D {
  const row = size.height * size.width * 3
  const values = new Float32Array(photos.length * row)
  photos.forEach(({ pixels }, i) => { values.set(pixels, i * row) })
  return tf.tensor4d(values, [photos.length, size.height, size.width, 3])
}

/** The pixels of every picture of a batch, rounded to bytes. */
export async function pixelsOf (batch: tf.Tensor): Promise<Uint8ClampedArray[]> {
  const bytes = Uint8ClampedArray.from(await batch.data<'float32'>())
  const row = bytes.length / batch.shape[0]
  return Array.from({ length: batch.shape[0] }, (_, i) => bytes.subarray(i * row, (i + 1) * row))
}

/** A picture to be written or encoded. */
export function picture (pixels: Photo['pixels']): Sharp {
  return sharp(pixels, { raw: { ...size, channels: 3 } })
}

/** A picture as the address of an image that a page holds itself. */
export async function embedded (pixels: Photo['pixels'], width = size.width): Promise<string> {
  const bytes = await picture(pixels).resize(width).webp({ quality: 82 }).toBuffer()
  return `data:image/webp;base64,${bytes.toString('base64')}`
}
