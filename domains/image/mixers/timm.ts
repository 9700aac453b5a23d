import * as z from 'zod/mini'
import type { Box, Draft, Draws, Piece, Source } from '../../../core/index.js'
import {
  boxes, defineMixer, flip, interval, nonnegative, option, over, own, pieces, probability, times
} from '../../../core/index.js'
import { centre, clippedBox } from '../boxes.js'

const options = z.object({
  mixupAlpha: nonnegative.default(1).describe('λ ~ Beta for mixup; 0: no mixup'),
  cutmixAlpha: nonnegative.default(0).describe('λ ~ Beta for CutMix; 0: no CutMix'),
  cutmixMinmax: interval.optional()
    .describe('[low, high] shares of the sides of a box, instead of one from λ; turns CutMix on'),
  probability: probability.default(1).describe('how often a batch, pair or element is mixed'),
  switchProbability: probability.default(0.5).describe('how often by CutMix, where both are on'),
  mode: option(z.enum(['batch', 'pair', 'elem', 'half'])).default('batch')
    .describe('what has a λ and a box of its own'),
  correctLambda: option(z.boolean()).default(true).describe('whether targets follow the clipped box')
}).check(z.refine(
  ({ mixupAlpha, cutmixAlpha, cutmixMinmax }) =>
    mixupAlpha > 0 || cutmixAlpha > 0 || cutmixMinmax !== undefined,
  {
    path: ['mixupAlpha'],
    message: 'must be above 0 where "cutmixAlpha" is 0 and "cutmixMinmax" absent'
  }
))
type Options = z.output<typeof options>

/**
 * timm's `Mixup`: mixup and CutMix in turns, with a λ and a box for the batch, each pair or each
 * element.
 *
 * Law of huggingface/pytorch-image-models@aa4b585, `timm/data/mixup.py`, `Mixup` and
 * `FastCollateMixup` (bytes are rounded half to even; `half` gives half as many outputs). Partners
 * by flip; draws in timm's order. Smoothing and the number of classes are settings of the target.
 *
 * Departures: odd batches are allowed; the middle row meets itself. Where `cutmixMinmax` leaves no
 * whole number to draw (small images, low = high), which numpy refuses, its low end is taken.
 */
export const timm = defineMixer({
  name: 'timm',
  domain: 'image',
  paper: 'timm',
  pairing: flip(),
  options,

  plan ({ size, shape, pair }, chosen, draw) {
    const partner = pair()
    if (chosen.mode === 'batch') return batchLayers(partner, decideBatch(chosen, shape, draw))
    const outputs = chosen.mode === 'half' ? Math.ceil(size / 2) : size
    const paired = chosen.mode === 'pair'
    const decided = decideEach(paired ? Math.floor(size / 2) : outputs, chosen, shape, draw)
    const decisionOf = (i: number): Decision =>
      decided[paired ? Math.min(i, size - 1 - i) : i] ?? unmixed
    return { size: outputs,
      layers: pieces(outputs, i => rowPieces(i, partner.rows[i], decisionOf(i))) }
  }
})

/** What is done to a batch, pair or element. */
interface Decision {
  readonly lambda: number
  readonly box?: Box
  /** The share in the target, where it is not what stays visible. */
  readonly weight?: number
}

const unmixed: Decision = { lambda: 1 }

function decideBatch (chosen: Options, shape: readonly number[], draw: Draws): Decision {
  if (!draw.chance('mix', chosen.probability)) return unmixed
  const { mixup, cutmix } = alphas(chosen)
  const cut = cutmix > 0 && (mixup === 0 || draw.chance('switch', chosen.switchProbability))
  const lambda = cut ? draw.beta('cutmixLambda', cutmix) : draw.beta('mixupLambda', mixup)
  return decision(lambda, cut, chosen, shape, draw)
}

/**
 * timm draws each quantity for all elements at once, the λ of both methods too, and keeps λ in
 * float32.
 */
function decideEach (count: number, chosen: Options, shape: readonly number[],
  draw: Draws): Decision[] {
  const { mixup, cutmix } = alphas(chosen)
  const both = mixup > 0 && cutmix > 0
  const cuts = times(count,
    () => both ? draw.chance('switch', chosen.switchProbability) : cutmix > 0)
  const cutmixLambdas = times(count, () => cutmix > 0 ? draw.beta('cutmixLambda', cutmix) : 1)
  const mixupLambdas = times(count, () => mixup > 0 ? draw.beta('mixupLambda', mixup) : 1)
  const mixed = times(count, () => draw.chance('mix', chosen.probability))
  return times(count, k => {
    const lambda = mixed[k] ? Math.fround((cuts[k] ? cutmixLambdas : mixupLambdas)[k]) : 1
    return decision(lambda, cuts[k], chosen, shape, draw)
  })
}

function alphas (
  { mixupAlpha, cutmixAlpha, cutmixMinmax }: Options
): { mixup: number, cutmix: number } {
  return { mixup: mixupAlpha, cutmix: cutmixMinmax === undefined ? cutmixAlpha : 1 }
}

function decision (lambda: number, cut: boolean, chosen: Options, shape: readonly number[],
  draw: Draws): Decision {
  if (lambda === 1 || !cut) return { lambda }
  if (chosen.cutmixMinmax !== undefined)
    return { lambda, box: minmaxBox(chosen.cutmixMinmax, shape, draw) }
  const box = clippedBox(Math.sqrt(1 - lambda), centre(draw, shape), shape)
  return chosen.correctLambda ? { lambda, box } : { lambda, box, weight: lambda }
}

/** A box whose sides are drawn, somewhere inside the image: `rand_bbox_minmax`. */
function minmaxBox ([low, high]: readonly [number, number], [height, width]: readonly number[],
  draw: Draws): Box {
  const side = (name: string, length: number): number =>
    intFrom(draw, name, Math.trunc(length * low), Math.trunc(length * high))
  const cutHeight = side('cutHeight', height)
  const cutWidth = side('cutWidth', width)
  const top = intFrom(draw, 'top', 0, height - cutHeight)
  const left = intFrom(draw, 'left', 0, width - cutWidth)
  return { height: [top, top + cutHeight], width: [left, left + cutWidth] }
}

/** A whole number from `low` to below `end`; `low` itself where none lies between. */
function intFrom (draw: Draws, name: string, low: number, end: number): number {
  return low < end ? draw.int(name, low, end) : low
}

function batchLayers (partner: Source, { lambda, box, weight }: Decision): Draft {
  if (lambda === 1) return [own()]
  if (box === undefined) return [own(), over(partner, { coefficient: 1 - lambda })]
  const where = boxes([box])
  return weight === undefined
    ? [own(), over(partner, { where })]
    : [own({ weight }), over(partner, { where, weight: 1 - weight })]
}

function rowPieces (row: number, partner: number, { lambda, box, weight }: Decision): Piece[] {
  if (lambda === 1) return [{ row }]
  if (box === undefined) return [{ row }, { row: partner, coefficient: 1 - lambda }]
  return weight === undefined
    ? [{ row }, { row: partner, box }]
    : [{ row, weight }, { row: partner, box, weight: 1 - weight }]
}
