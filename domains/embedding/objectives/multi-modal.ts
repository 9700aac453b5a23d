import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import {
  arcWeights, nonnegative, option, parseOptions, rowDots, rowProducts, slerpRows,
  takeColumns, takeRows
} from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import type { MultiModalMix, Weights } from '../mixers/multi-modal.js'
import { contrastPairs } from '../../../core/tensor/similarity/contrast-pairs.js'
import { masked, ownEntropy } from '../parts/cross-entropy.js'
import { table } from '../parts/labels.js'
import { checkMask } from '../parts/masks.js'
import type { Pairs } from '../parts/pairs.js'
import { checkPairs, symmetric } from '../parts/pairs.js'
import { unitRows } from '../parts/rows.js'
import { temperature } from '../parts/temperature.js'
import { sumOf } from '../../../core/targets/sum-of.js'

export interface MultiModalOptions extends Pairs {
  /** What a mixer m³-Mix made, or λ and weights of one's own. */
  readonly mix: MultiModalMix | Pick<MultiModalMix, 'lambdas' | 'weights'>
  /** Of CLIP, V-, L- and VL-Mix; 0.01 by default. */
  readonly temperature?: number
  /** Of m²-Mix; 0.07 by default. */
  readonly mixTemperature?: number
  /** All mixes count 1 / (epoch + 1) of their weight; 0 by default. */
  readonly epoch?: number
  /** Only the own pair and the partner's are mixed in V-, L- and VL-Mix; false by default. */
  readonly originalNegatives?: boolean
  /** 1 where image i and text j show the same, so that they are no negatives: float32 `[n, n]`. */
  readonly sameItem?: Tensor2D
  readonly normalize?: boolean
}

const options = z.object({
  temperature: temperature.default(0.01),
  mixTemperature: temperature.default(0.07),
  epoch: nonnegative.default(0),
  originalNegatives: option(z.boolean()).default(false),
  normalize: option(z.boolean()).default(true)
})

/**
 * The loss of m³-Mix: CLIP's, and those of the mixes, `L + (w_v L_v + …) / (epoch + 1)`.
 *
 * Oh et al., NeurIPS 2023, arXiv:2203.03897; changdaeoh/multimodal-mixup@f8e05fc, `main.py` and
 * `loss.py`. V- and L-Mix have the target λ own + (1 - λ) partner, VL-Mix 1 and 1; in m²-Mix the
 * mixes take the place of the other rows, and both directions are added, not halved.
 *
 * Products of mixed rows come of the Gram matrices of both modalities; only the mixes of m²-Mix,
 * which are no more than the rows, are laid out.
 *
 * @throws OPTION, INPUT, EMPTY_BATCH
 */
export function multiModalLoss (
  { image, text, mix, sameItem, ...given }: MultiModalOptions
): Scalar {
  const who = 'multiModalLoss'
  checkPairs({ image, text }, who)
  checkMask(sameItem, image.shape[0], who, 'sameItem')
  const { lambdas, weights } = checkMix(mix, who)
  const { temperature, mixTemperature, epoch, originalNegatives, normalize } =
    parseOptions(who, options, given)
  const chosen = { temperature, mixTemperature, originalNegatives, sameItem }
  return tf.tidy(() => {
    const grams = gramsOf({ image, text }, normalize)
    const own = tf.div<Tensor1D>(rowDots(grams.image, grams.text), temperature)
    const plain = symmetric({ all: logitsOf(grams.both(), chosen), own })
    const parts = geodesicKinds.filter(kind => weights[kind] > 0).map(kind =>
      tf.mul<Scalar>(partOf(kind, lambdas[kind], grams, chosen), weights[kind]))
    return parts.length === 0 ? plain : tf.add<Scalar>(plain, tf.div(sumOf(parts), epoch + 1))
  })
}

/**
 * The loss of one kind of mix alone, whatever its weight.
 *
 * @param given - as for `multiModalLoss`; `lambda` is the share of the row itself
 * @throws OPTION, INPUT, EMPTY_BATCH
 */
export function geodesicLoss ({ image, text, kind, lambda, sameItem, ...given }:
Omit<MultiModalOptions, 'mix' | 'epoch'> & {
  readonly kind: GeodesicKind
  readonly lambda: number
}): Scalar {
  const who = 'geodesicLoss'
  checkPairs({ image, text }, who)
  checkMask(sameItem, image.shape[0], who, 'sameItem')
  if (!geodesicKinds.includes(kind))
    throw fail('INPUT', who, 'kind', `must be ${geodesicKinds.join(', ')}`, kind)
  if (!(lambda >= 0 && lambda <= 1)) throw fail('INPUT', who, 'lambda', 'must be 0 … 1', lambda)
  const { normalize, ...chosen } = parseOptions(who, options, given)
  return tf.tidy(() =>
    partOf(kind, lambda, gramsOf({ image, text }, normalize), { ...chosen, sameItem }))
}

const geodesicKinds = ['v', 'l', 'vl', 'm2'] as const
/** Which rows are mixed: images, texts, both, or images with their texts. */
export type GeodesicKind = typeof geodesicKinds[number]

interface Grams {
  readonly image: Tensor2D
  readonly text: Tensor2D
  /** Their products, made where they are asked for. */
  readonly both: () => Tensor2D
}
interface Chosen {
  readonly temperature: number
  readonly mixTemperature: number
  readonly originalNegatives: boolean
  readonly sameItem: Tensor2D | undefined
}

function gramsOf ({ image, text }: Pairs, normalize: boolean): Grams {
  const [i, t] = [image, text].map(rows => unitRows(rows, normalize))
  let made: Tensor2D | undefined
  return { image: i, text: t, both: () => made ??= rowProducts(i, t) }
}

/** Of other pairs that show the same no logit counts; those of `kept`, targets, always do. */
function logitsOf (
  products: Tensor2D, { temperature, sameItem }: Chosen, kept?: Tensor2D
): Tensor2D {
  const logits = tf.div<Tensor2D>(products, temperature)
  if (sameItem === undefined) return logits
  const hidden = kept === undefined ? sameItem : tf.mul(sameItem, tf.sub(1, kept))
  return masked(logits, tf.sub(1, hidden))
}

function partOf (kind: GeodesicKind, lambda: number, grams: Grams, chosen: Chosen): Scalar {
  if (kind === 'm2') return crossModal(grams, lambda, chosen.mixTemperature, chosen.sameItem)
  const { image, text } = grams
  const both = grams.both()
  const mixed = kind === 'l' ? both : mixedRows(both, image, lambda)
  const all = kind === 'v' ? mixed : tf.transpose(mixedRows(tf.transpose(mixed), text, lambda))
  const products = chosen.originalNegatives ? crossed(all, both) : all
  const size = image.shape[0]
  const logits = logitsOf(products, chosen, chosen.sameItem && targetsOn(size))
  // Of the own pair and of the partner's, which in the middle of an odd batch are the same
  const pair = tf.tensor2d(Int32Array.from({ length: 2 * size }, (_, k) =>
    k % 2 === 0 ? k / 2 : size - 1 - (k - 1) / 2), [size, 2], 'int32')
  const [own, other] = tf.unstack(takeColumns(logits, pair), 1) as Tensor1D[]
  const directions = tf.add(ownEntropy(logits, own), ownEntropy(tf.transpose(logits), own))
  const [asked, ofOther] = kind === 'vl' ? [2, 1] : [1, 1 - lambda]
  return tf.mean<Scalar>(tf.add(tf.mul(directions, asked / 2), tf.mul(tf.sub(own, other), ofOther)))
}

/** Products of mixed rows: those of rows and of their partners, by their weights on the arc. */
function mixedRows (products: Tensor2D, rows: Tensor2D, lambda: number): Tensor2D {
  const size = rows.shape[0]
  const back = Int32Array.from({ length: size }, (_, i) => size - 1 - i)
  const [own, other] = arcWeights(rowDots(rows, rows, { rows: back }), lambda)
  return tf.add(tf.mul(products, tf.expandDims(own, 1)),
    tf.mul(takeRows(products, back), tf.expandDims(other, 1)))
}

/** 1 on both diagonals. */
function targetsOn (size: number): Tensor2D {
  return table(size, size, (i, j) => Number(i === j || i + j === size - 1))
}

/** The mixed products on both diagonals, the others as they were. */
function crossed (mixed: Tensor2D, plain: Tensor2D): Tensor2D {
  const on = targetsOn(mixed.shape[0])
  return tf.add(tf.mul(mixed, on), tf.mul(plain, tf.sub(1, on)))
}

/**
 * m²-Mix: the own text against the mixes of all others, and the own image against them. They are
 * as many as the rows, so two products with them are less than the Gram matrices of both.
 */
function crossModal (
  { image, text }: Grams, lambda: number, temperature: number, sameItem: Tensor2D | undefined
): Scalar {
  const mixed = slerpRows(image, text, 1 - lambda)
  const mask = sameItem === undefined ? undefined : tf.sub<Tensor2D>(1, sameItem)
  return contrastPairs(image, text, mixed, 1 / temperature, mask)
}

function checkMix (mix: unknown, who: string): { lambdas: Weights, weights: Weights } {
  const { lambdas, weights } = Object(mix) as Partial<MultiModalMix>
  for (const kind of ['v', 'l', 'vl', 'm2'] as const) {
    const [lambda, weight] = [lambdas?.[kind], weights?.[kind]]
    if (typeof lambda === 'number' && lambda >= 0 && lambda <= 1 && typeof weight === 'number' &&
      weight >= 0 && weight < Infinity) continue
    throw fail('INPUT', who, 'mix', `must have a λ of 0 … 1 and a weight for "${kind}"`, mix)
  }
  return { lambdas: lambdas!, weights: weights! }
}
