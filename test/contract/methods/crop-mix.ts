import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod'
import type { Box, Draws, RuleDefinition, StepDefinition } from '../../../core/index.js'
import {
  boxes, defineMixer, numbers, over, own, pasteResized, positive, times
} from '../../../core/index.js'
import { centre, clippedBox } from '../../../domains/image/boxes.js'
import { bytes, int32 } from '../method.js'

interface Corners { readonly start: Int32Array, readonly end: Int32Array }
declare module '../../../core/contract/plan.js' {
  interface Steps {
    /** The box of every piece, resized to the whole frame. */
    'resized-crop': Corners
  }
  interface LevelRules {
    /** 1 in the box of a piece; or around it, where `around` is 1. */
    'box-levels': Corners & { readonly around: Uint8Array }
  }
}

/**
 * CropMix: crops of one image at several scales, mixed with each other. Its target stays what it
 * is.
 *
 * Han et al., arXiv:2205.15955; JunlinHan/CropMix@887d855, `cropmix.py`, without its permutation of
 * channels.
 */
export const cropMix = defineMixer({
  name: 'crop-mix',
  domain: 'image',
  paper: 'arXiv:2205.15955',
  options: z.object({
    views: z.int().min(2).max(4).default(2),
    operation: z.enum(['mixup', 'cutmix']).default('mixup'),
    scale: positive.default(0.01).describe('the least share of the image in a crop'),
    ratio: positive.default(0.4)
  }),

  plan ({ size, shape }, { views, operation, scale, ratio }, draw) {
    const width = (1 - scale) / views
    const crops = times(size, () => {
      const list = times(views, k => crop(scale + k * width, scale + (k + 1) * width, shape, draw))
      const order = views > 2 ? draw.permutation('order', views) : [0, 1]
      return times(views, k => list[order[k]])
    })
    const view = (k: number) => {
      const { start, end } = boxes(crops.map(list => list[k]))
      return [{ step: 'resized-crop', start, end }] as const
    }
    const pasted = () => {
      const box = (): Box => clippedBox(
        Math.sqrt(1 - draw.uniform('area')), centre(draw, shape), shape)
      const { start, end } = boxes(times(size, box))
      const around = Uint8Array.from({ length: size }, () => Number(draw.uniform('which') <= 0.5))
      return { where: {
        kind: 'mask', axes: ['height', 'width'], grid: shape.slice(0, 2), of: 1,
        levels: { rule: 'box-levels', start, end, around }
      } } as const
    }
    const faded = () => {
      return { coefficient: numbers(size, () => 1 - draw.beta('lambda', ratio / views)) }
    }
    return [
      own({ view: view(0), weight: 1 }),
      ...times(views - 1, k => over({ pool: 'batch' }, {
        view: view(k + 1), weight: 0, ...(operation === 'mixup' ? faded() : pasted())
      }))
    ]
  }
})

/** torchvision's `RandomResizedCrop`: ten attempts, then the middle. */
function crop (
  low: number, high: number, [height, width]: readonly number[], draw: Draws, attempts = 10
): Box {
  const area = height * width * draw.uniform('cropArea', low, high)
  const ratio = Math.exp(draw.uniform('cropRatio', Math.log(3 / 4), Math.log(4 / 3)))
  const [h, w] = [Math.round(Math.sqrt(area / ratio)), Math.round(Math.sqrt(area * ratio))]
  const span = (from: number, length: number) => [from, from + length] as const
  if (h > 0 && h <= height && w > 0 && w <= width) {
    const top = draw.int('cropTop', height - h + 1)
    return { height: span(top, h), width: span(draw.int('cropLeft', width - w + 1), w) }
  }
  if (attempts > 1) return crop(low, high, [height, width], draw, attempts - 1)
  const near = Math.min(4 / 3, Math.max(3 / 4, width / height))
  const middle = (length: number, side: number) =>
    span(Math.round((length - Math.min(length, side)) / 2), Math.min(length, side))
  return {
    height: middle(height, Math.round(width / near)),
    width: middle(width, Math.round(height * near))
  }
}

export const resizedCrop: StepDefinition = {
  parameters: z.object({ start: int32, end: int32 }),
  run (x, parameters, frame) {
    const whole = { start: new Int32Array(2), end: Int32Array.from(frame) }
    return pasteResized(tf.zerosLike(x), x, {
      ...whole, from: parameters as unknown as Corners, resize: 'bilinear'
    })
  }
}

export const boxLevels: RuleDefinition = {
  gives: 'levels',
  parameters: z.object({ start: int32, end: int32, around: bytes }),
  make (parameters, count, [height, width]) {
    const { start, end, around } = parameters as unknown as Corners & { around: Uint8Array }
    return Uint8Array.from({ length: count * height * width }, (_, cell) => {
      const piece = Math.floor(cell / (height * width))
      const at = [Math.floor(cell / width) % height, cell % width]
      const inside = at.every((p, a) => p >= start[piece * 2 + a] && p < end[piece * 2 + a])
      return Number(inside) ^ around[piece]
    })
  }
}
