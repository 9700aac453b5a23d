import type { Pixels } from './picture.js'
import { picture, sharpOf } from './picture.js'

/** A picture on a sheet: its pixels, or the bytes of its file, and an SVG to lay over it. */
export interface Tile {
  readonly image: Pixels | Uint8Array
  /** As `overlay` draws it, in pixels of the picture. */
  readonly svg?: string
}

/** How a sheet is laid out. */
export interface SheetOptions {
  /** Pictures in a row; 4 by default. */
  readonly columns?: number
  /** Of a picture, in pixels; pictures are fitted into it. */
  readonly height?: number
  readonly width?: number
  /** Between pictures, in pixels; 8 by default. */
  readonly gap?: number
}

/**
 * Pictures side by side in rows, on white: a contact sheet.
 *
 * @returns the bytes of a PNG file with at most 256 colours
 * @throws MISSING_PEER without sharp
 */
export async function contactSheet (
  tiles: readonly Tile[], options: SheetOptions = {}
): Promise<Buffer> {
  const { columns = 4, height = 160, width = 160, gap = 8 } = options
  const sharp = await sharpOf('a contact sheet')
  const layers = await Promise.all(tiles.map(async (tile, i) => ({
    input: await drawn(tile, height, width),
    left: gap + i % columns * (width + gap),
    top: gap + Math.floor(i / columns) * (height + gap)
  })))
  const used = Math.min(columns, Math.max(1, tiles.length))
  const rows = Math.max(1, Math.ceil(tiles.length / columns))
  return await sharp({
    create: {
      width: gap + used * (width + gap),
      height: gap + rows * (height + gap),
      channels: 3,
      background: 'white'
    }
  }).composite(layers).png({ palette: true, effort: 10 }).toBuffer()
}

async function drawn ({ image, svg }: Tile, height: number, width: number): Promise<Buffer> {
  const sharp = await sharpOf('a contact sheet')
  const whole = image instanceof Uint8Array ? sharp(image) : await picture(image)
  const plain = await whole.toColourspace('srgb').png().toBuffer()
  const marked = svg === undefined
    ? plain
    : await sharp(plain).composite([{ input: Buffer.from(svg) }]).png().toBuffer()
  return await sharp(marked).resize(width, height, { fit: 'contain', background: 'white' })
    .flatten({ background: 'white' }).png().toBuffer()
}
