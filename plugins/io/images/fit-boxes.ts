import type { Annotations } from '../../../core/index.js'
import type { Frame } from './decode.js'

/** A box is kept while at least this share of it is left in the picture. */
const LEFT = 0.1

/**
 * Boxes of an image, in its pixels, as boxes of the frame that it is made to fit: they are scaled
 * and moved as its pixels are, cut at the border, and left out where under a tenth of them is left.
 */
export function fitBoxes (
  { boxes, classes }: Annotations, image: { readonly height: number, readonly width: number },
  { height, width, fit }: Frame
): Annotations {
  const [tall, wide] = [height / image.height, width / image.width]
  const one = fit === 'cover' ? Math.max(tall, wide) : Math.min(tall, wide)
  const [down, across] = fit === 'fill' || fit === undefined ? [tall, wide] : [one, one]
  // What stands out on both sides, or, below 0, the bars
  const [top, left] = [(image.height * down - height) / 2, (image.width * across - width) / 2]
  const moved = boxes.map(([y, x, bottom, right]) =>
    [y * down - top, x * across - left, bottom * down - top, right * across - left])
  const cut = moved.map(([y, x, bottom, right]) => [Math.max(y, 0), Math.max(x, 0),
    Math.min(bottom, height), Math.min(right, width)])
  const kept = [...cut.keys()].filter(at => area(cut[at]) > LEFT * area(moved[at]))
  return { boxes: kept.map(at => cut[at]), classes: kept.map(at => classes[at]) }
}

function area ([top, left, bottom, right]: readonly number[]): number {
  return Math.max(bottom - top, 0) * Math.max(right - left, 0)
}
