import type { Box, Draws } from '../../core/index.js'

/** The middle of a box, in pixels. */
export interface Centre { readonly y: number, readonly x: number }

/**
 * A box about a centre as the authors of CutMix cut it: sides are cut to whole pixels, halves
 * rounded down (an odd side loses a pixel), and the box is clipped at the border.
 *
 * clovaai/CutMix-PyTorch, `rand_bbox`; the same in timm, torchvision, OpenMixup, SaliencyMix and
 * SnapMix.
 *
 * @param side - the share of each side that the box covers, 0 … 1
 */
export function clippedBox (side: number, { y, x }: Centre,
  [height, width]: readonly number[]): Box {
  return { height: clippedSpan(side, y, height), width: clippedSpan(side, x, width) }
}

function clippedSpan (side: number, centre: number, length: number): [number, number] {
  const half = Math.floor(Math.trunc(length * side) / 2)
  return [Math.max(centre - half, 0), Math.min(centre + half, length)]
}

/** A centre anywhere on the image, rows first. */
export function centre (draw: Draws, [height, width]: readonly number[]): Centre {
  const y = draw.int('centerY', height)
  return { y, x: draw.int('centerX', width) }
}
