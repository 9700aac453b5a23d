import type { Frame } from './decode.js'
import type { SharpFunction } from './sharp.js'

/** Colours as `red · 65536 + green · 256 + blue`; the class of each is its place. */
export type Colours = readonly number[]

/** @param named - `#rrggbb` by the names of classes */
export function coloursOf (named: Readonly<Record<string, string>> = {}): Colours | undefined {
  const all = Object.values(named).map(colour => parseInt(colour.slice(1), 16))
  return all.length === 0 ? undefined : all
}

/**
 * Decodes a mask to class ids, `height · width` bytes. It is made to fit as its image is, by
 * nearest neighbours; what `contain` leaves empty is class 0.
 *
 * @param colours - what stands for the classes; without, grey values are the ids
 * @throws for a mask of colours where none are known, and for one with another colour
 */
export async function decodeMask (
  sharp: SharpFunction, bytes: Uint8Array, { height, width, fit }: Frame, pixels: number,
  colours: Colours | undefined
): Promise<Uint8Array> {
  const open = { failOn: 'error', limitInputPixels: pixels, autoOrient: true } as const
  const image = sharp(bytes, open)
  const { space = '', depth } = await image.metadata()
  if (depth !== 'uchar') throw new Error('its mask has more than 8 bits')
  if (colours === undefined && space !== 'b-w')
    throw new Error('its mask has colours: say which, colours: { name: "#rrggbb" }')
  image.toColourspace(colours === undefined ? 'b-w' : 'srgb').removeAlpha()
  if (fit !== undefined)
    image.resize({ height, width, fit, kernel: 'nearest', background: emptyOf(colours) })
  const { data, info } = await image.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  if (info.height !== height || info.width !== width)
    throw new Error(`its mask is ${info.height} × ${info.width}, not ${height} × ${width}`)
  if (colours === undefined) return everyNth(data, info.channels)
  return idsOf(everyNth(data, info.channels, 3), colours)
}

function emptyOf (colours: Colours | undefined): { r: number, g: number, b: number } {
  const [colour] = colours ?? [0]
  return { r: colour >> 16, g: colour >> 8 & 255, b: colour & 255 }
}

/** The first `kept` of every `channels` bytes. */
function everyNth (data: Uint8Array, channels: number, kept = 1): Uint8Array {
  if (channels === kept) return data
  const cells = data.length / channels
  return Uint8Array.from({ length: cells * kept }, (_, i) =>
    data[Math.floor(i / kept) * channels + Math.min(i % kept, channels - 1)])
}

function idsOf (data: Uint8Array, colours: Colours): Uint8Array {
  const ids = new Map(colours.map((colour, id) => [colour, id]))
  const found = new Uint8Array(data.length / 3)
  for (let cell = 0; cell < found.length; cell++) {
    const colour = data[cell * 3] << 16 | data[cell * 3 + 1] << 8 | data[cell * 3 + 2]
    const id = ids.get(colour)
    if (id === undefined)
      throw new Error(`its mask has the colour #${colour.toString(16).padStart(6, '0')}, ` +
        'which stands for no class')
    found[cell] = id
  }
  return found
}
