import { fail } from '../../core/errors.js'
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
 * @throws INPUT for a side that is no share, a centre that is none, or a frame that is no two sides
 */
export function clippedBox (side: number, at: Centre, frame: readonly number[]): Box {
  if (typeof side !== 'number' || !(side >= 0 && side <= 1))
    throw fail('INPUT', 'clippedBox', 'side', 'must be from 0 to 1', side)
  const { y, x } = Object(at) as Partial<Centre>
  if (typeof y !== 'number' || typeof x !== 'number' || !Number.isFinite(y + x))
    throw fail('INPUT', 'clippedBox', 'centre', 'must be { y, x }, in pixels', at)
  const [height, width] = sidesOf('clippedBox', frame)
  return { height: clippedSpan(side, y, height), width: clippedSpan(side, x, width) }
}

function clippedSpan (side: number, centre: number, length: number): [number, number] {
  const half = Math.floor(Math.trunc(length * side) / 2)
  return [Math.max(centre - half, 0), Math.min(centre + half, length)]
}

/**
 * A centre anywhere on the image, rows first: the draws `centerY` and `centerX`.
 *
 * @throws INPUT for what cannot draw, or a frame that is no two sides
 */
export function centre (draw: Draws, frame: readonly number[]): Centre {
  if (typeof (Object(draw) as Partial<Draws>).int !== 'function')
    throw fail('INPUT', 'centre', 'draw', 'must draw by name', draw)
  const [height, width] = sidesOf('centre', frame)
  const y = draw.int('centerY', height)
  return { y, x: draw.int('centerX', width) }
}

/** The first two of a frame, height and width. */
function sidesOf (who: string, frame: readonly number[]): readonly [number, number] {
  const [height, width] = Array.isArray(frame) ? frame as readonly unknown[] : []
  const sound = [height, width].every(side => Number.isSafeInteger(side) && (side as number) > 0)
  if (!sound)
    throw fail('INPUT', who, 'frame', 'must be [height, width], whole numbers of pixels', frame)
  return [height as number, width as number]
}
