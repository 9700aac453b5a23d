import * as z from 'zod/mini'
import type { Box, Columns, Draft, Draws } from '../../../core/index.js'
import {
  boxes, defineMixer, option, over, rows, times
} from '../../../core/index.js'
import { from } from '../bounded.js'
import { centre, clippedBox } from '../boxes.js'
import { channelStep } from '../steps/channels.js'
import { randomCrop } from '../crops.js'

const options = z.object({
  views: option(z.union([z.literal('any'), z.int().check(z.gte(2), z.lte(4))])).default(2)
    .describe('crops of an image: 2, 3, 4, or any of these for every image'),
  operation: option(z.enum(['mixup', 'cutmix'])).default('mixup')
    .describe('how crops are mixed: by λ, or one in a box of the other'),
  scale: option(z.number().check(z.gt(0), z.lt(1))).default(0.01)
    .describe('the least share of the image in a crop'),
  ratio: from(0.001).default(0.4).describe('λ ~ Beta(ratio / views) of mixup'),
  interAugment: option(z.boolean()).default(false)
    .describe('shuffles the channels of one of two that are mixed')
})
type Options = z.output<typeof options>

/**
 * CropMix: crops of one image at several scales, mixed with each other; its target stays what it
 * is, masks and annotation boxes go where their crop goes.
 *
 * Han et al., arXiv:2205.15955. Law of the authors' code (JunlinHan/CropMix@887d855, `cropmix.py`):
 * the scales from `scale` to 1 are shared out among the crops of an image, `RandomResizedCrop`s,
 * which in random order, for more than two, are mixed one after the other: by λ, or one in a box of
 * the other, of uniform area, either way. Channels are shuffled of what is seen less, or is pasted.
 *
 * Departures: `any` number of views is drawn for every image, where the code keeps its first; two
 * views share the scales at their middle, as more do, not at (1 - scale) / 2; height and width are
 * not exchanged, which only a square image survives.
 */
export const cropmix = defineMixer({
  name: 'cropmix',
  domain: 'image',
  paper: 'arXiv:2205.15955',
  pairing: 'own',
  options,

  plan ({ size, shape, frame }, chosen, draw) {
    const crops = times(size, () => {
      const count = chosen.views === 'any' ? draw.int('views', 2, 5) : chosen.views
      const width = (1 - chosen.scale) / count
      const list = times(count, k =>
        randomCrop(chosen.scale + k * width, chosen.scale + (k + 1) * width, frame, draw))
      return count > 2 ? Array.from(draw.permutation('order', count), k => list[k]) : list
    })
    const most = Math.max(...crops.map(({ length }) => length))
    const folds = times(most - 1, k => crops.map(({ length }) =>
      k + 1 < length ? drawFold(length, shape, chosen, draw) : undefined))
    // All first views, then all second ones; an image with fewer has its first again, unseen
    const views = times(most, k => crops.map(list => list[k] ?? list[0])).flat()
    const whole = { height: [0, frame[0]], width: [0, frame[1]] } as const
    return {
      size: size * most,
      layers: [over({ pool: 'batch', rows: rows(size * most, o => o % size) },
        { where: boxes([whole], views, 'bilinear') })],
      then: folds.reduceRight<Draft>((then, fold, k) =>
        folded(fold, size * (most - k - 1), k + 2 < most ? then : undefined), [])
    }
  }
})

/** How the next view of an image meets what is there. */
interface Fold {
  /** How strongly the view is seen over it. */
  readonly share?: number
  /** Where one is seen in the other, and whether that is the view. */
  readonly box?: Box
  readonly viewAbove: boolean
  /** The channels of the one below and the one above. */
  readonly orders?: readonly [below: readonly number[], above: readonly number[]]
}

function drawFold (
  views: number, shape: readonly number[], { operation, ratio, interAugment }: Options, draw: Draws
): Fold {
  const lambda = operation === 'mixup' ? draw.beta('lambda', ratio / views) : undefined
  const box = lambda === undefined
    ? clippedBox(Math.sqrt(1 - draw.uniform('area')), centre(draw, shape), shape)
    : undefined
  const viewAbove = box === undefined || draw.uniform('turn') > 0.5
  const same = times(shape[2], k => k)
  const order = interAugment ? Array.from(draw.permutation('channels', shape[2])) : same
  return {
    viewAbove,
    ...lambda === undefined ? { box } : { share: 1 - lambda },
    ...interAugment && { orders: lambda !== undefined && lambda <= 0.5
      ? [order, same]
      : [same, order] }
  }
}

/** Rows 0 … are what is there, and those after them the next view; later ones are handed on. */
function folded (folds: ReadonlyArray<Fold | undefined>, left: number, then?: Draft): Draft {
  const size = folds.length
  const mixed = rows(size, i => i).filter(i => folds[i] !== undefined)
  const all = Array.from(mixed, i => folds[i] as Fold)
  const row = (i: number, view: boolean): number => view ? size + i : i
  const below = rows(left, o =>
    o < size ? row(o, folds[o] !== undefined && !(folds[o]).viewAbove) : o + size)
  const above = rows(mixed.length, p => row(mixed[p], all[p].viewAbove))
  const channels = (which: 0 | 1, of: ReadonlyArray<Fold | undefined>): Columns => {
    const orders = all[0].orders
    if (orders === undefined) return {}
    const same = times(orders[0].length, k => k)
    return { view: [channelStep(of.map(fold => fold?.orders?.[which] ?? same))] }
  }
  return {
    size: left,
    layers: [
      over({ pool: 'batch', rows: below }, channels(0, times(left, o => folds[o]))),
      over({ pool: 'batch', rows: above }, {
        outputs: mixed,
        ...channels(1, all),
        ...all[0].box === undefined
          ? { coefficient: Float64Array.from(all, ({ share }) => share as number) }
          : { where: boxes(all.map(({ box }) => box as Box)) }
      })
    ],
    ...then && { then }
  }
}
