import type { Rectangle, Tile } from '../../plugins/report/index.js'
import { rectanglePath } from '../../plugins/report/index.js'
import type { Photo } from './photos.js'
import { size } from './photos.js'

const { height, width } = size

/** A picture for a contact sheet, with rectangles drawn on it. */
export function tile (pixels: Photo['pixels'], rectangles: readonly Rectangle[] = []): Tile {
  const path = rectangles.map(rectanglePath).join('')
  return {
    image: { data: pixels, height, width, channels: 3 },
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
      `fill="none"><path d="${path}" stroke="black" stroke-width="4"/>` +
      `<path d="${path}" stroke="white" stroke-width="2"/></svg>`
  }
}
