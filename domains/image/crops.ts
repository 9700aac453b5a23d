import { exp, log } from '../../core/random/elementary.js'
import type { Box, Draws } from '../../core/index.js'

/** How wide a crop may be for its height, at least and at most. */
const RATIOS = [3 / 4, 4 / 3] as const
const ATTEMPTS = 10

/**
 * The crop of torchvision's `RandomResizedCrop`: a share of the image between two, 3 : 4 to 4 : 3,
 * anywhere; after ten that do not fit, the largest one in the middle.
 */
export function randomCrop (
  low: number, high: number, [height, width]: readonly number[], draw: Draws
): Box {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const area = height * width * draw.uniform('cropArea', low, high)
    const ratio = exp(draw.uniform('cropRatio', log(RATIOS[0]), log(RATIOS[1])))
    const [tall, wide] = [Math.round(Math.sqrt(area / ratio)), Math.round(Math.sqrt(area * ratio))]
    if (tall === 0 || tall > height || wide === 0 || wide > width) continue
    const top = draw.int('cropTop', height - tall + 1)
    const left = draw.int('cropLeft', width - wide + 1)
    return { height: [top, top + tall], width: [left, left + wide] }
  }
  return {
    height: middle(Math.round(width / RATIOS[0]), height),
    width: middle(Math.round(height * RATIOS[1]), width)
  }
}

function middle (most: number, side: number): [start: number, end: number] {
  const length = Math.min(most, side)
  const start = Math.floor((side - length) / 2)
  return [start, start + length]
}
