import sharp from 'sharp'
import type { Sharp } from 'sharp'
import type { Rectangle } from '../../plugins/report/index.js'
import { rectanglePath } from '../../plugins/report/index.js'
import type { Photo } from './photos.js'
import { picture, size } from './photos.js'

/** A picture on a sheet, with rectangles to draw on it. */
export interface Tile {
  readonly pixels: Photo['pixels']
  readonly rectangles?: readonly Rectangle[]
}

const gap = 8

/**
 * Pictures side by side in rows, on white.
 *
 * @param rows - rows of tiles; all have as many as the first
 * @param width - of a tile, in pixels
 */
export async function sheet (
  rows: ReadonlyArray<readonly Tile[]>, width = size.width
): Promise<Sharp> {
  const height = Math.round(width * size.height / size.width)
  const layers = rows.flatMap((tiles, y) => tiles.map(async (tile, x) => ({
    input: await sharp(await drawn(tile)).resize(width, height).png().toBuffer(),
    left: gap + x * (width + gap),
    top: gap + y * (height + gap)
  })))
  return sharp({
    create: {
      width: gap + rows[0].length * (width + gap),
      height: gap + rows.length * (height + gap),
      channels: 3,
      background: 'white'
    }
  }).composite(await Promise.all(layers))
}

async function drawn ({ pixels, rectangles = [] }: Tile): Promise<Buffer> {
  const d = rectangles.map(rectanglePath).join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" ` +
    `height="${size.height}" fill="none"><path d="${d}" stroke="black" stroke-width="4"/>` +
    `<path d="${d}" stroke="white" stroke-width="2"/></svg>`
  return await picture(pixels).composite([{ input: Buffer.from(svg) }]).png().toBuffer()
}
