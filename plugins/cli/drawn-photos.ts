import type { Pixels } from '../report/index.js'
import { sharpOf } from '../report/index.js'

/** A picture that the command brings along, so that its demo needs no file. */
export interface Drawn extends Pixels { readonly name: string }

const side = 160

/** Shapes that a mix leaves recognisable: an outline each, a ground each. */
const shapes: Readonly<Record<string, string>> = {
  circle: '<rect width="160" height="160" fill="#f2cc8f"/>' +
    '<circle cx="80" cy="80" r="56" fill="#3d5a80"/>',
  triangle: '<rect width="160" height="160" fill="#81b29a"/>' +
    '<path d="M80 20L142 132H18Z" fill="#f4f1de"/>',
  stripes: '<rect width="160" height="160" fill="#e07a5f"/>' +
    '<path d="M20 0V160M60 0V160M100 0V160M140 0V160" stroke="#3d405b" stroke-width="18"/>',
  ring: '<rect width="160" height="160" fill="#293241"/>' +
    '<circle cx="80" cy="80" r="46" fill="none" stroke="#ee6c4d" stroke-width="22"/>'
}

/** Four pictures of 160 × 160. */
export async function drawnPhotos (): Promise<Drawn[]> {
  const sharp = await sharpOf('remixture demo')
  return await Promise.all(Object.entries(shapes).map(async ([name, inner]): Promise<Drawn> => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">` +
      `${inner}</svg>`
    const data = await sharp(Buffer.from(svg)).removeAlpha().toColourspace('srgb').raw().toBuffer()
    return { name, data, height: side, width: side, channels: 3 }
  }))
}
