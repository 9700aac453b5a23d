import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { isTensor, noGrad, pairwiseDistances, rowProducts } from '../../../core/index.js'
import type { Bank } from '../bank.js'
import { UNKNOWN, checkBank, differentSamples } from '../bank.js'
import type { Synthetic } from '../synthetic.js'
import { setsOf } from '../synthetic.js'
import { masked } from './cross-entropy.js'
import type { Labels } from './labels.js'
import { sameLabel, table } from './labels.js'
import type { Relations } from './relations.js'
import { unitRows } from './rows.js'

/** What a loss may be given beside the rows of a batch. */
export interface Beside {
  /**
   * Rows of earlier batches, or any others `[k, d]`; no gradient reaches them. In losses of labels
   * those of a bank that have the label of an anchor are its positives; all others are negatives.
   */
  readonly bank?: Bank | Tensor2D
  /** Where each anchor comes from, for a bank that knows: rows of the same sample do not count. */
  readonly sampleIds?: Int32Array | readonly number[]
  /** Negatives that a mixer made for every anchor. */
  readonly synthetic?: Synthetic
}

/** Rows beside a batch: how alike they are to the anchors, and what they count as. */
export interface BesideRows {
  /** `[n, m]` */
  readonly similarities: Tensor2D
  /** 0 and 1, `[n, m]`; absent: none are positive. */
  readonly positive?: Tensor2D
  /** 0 and 1, `[n, m]`; absent: all are negative. */
  readonly negative?: Tensor2D
  /** Euclidean distances, `[n, m]`. */
  distances (): Tensor2D
}

/** Squares of distances are kept to no less: the root has no slope at 0. */
const LEAST = 1e-12

/**
 * The rows of a bank, and those that mixers made, a block each. Mixers take the negatives of the
 * bank alone.
 *
 * @param anchors - of length 1, as the loss has them
 * @param about - their labels, if the loss has any, and whether rows are brought to length 1
 * @throws INPUT for what is no bank, set or list of samples
 */
export function rowsBeside (
  { bank, sampleIds, synthetic }: Beside, anchors: Tensor2D,
  { labels, normalize }: { readonly labels?: Labels, readonly normalize: boolean }, who: string
): readonly BesideRows[] {
  if (bank !== undefined) checkBank(bank, anchors, who)
  const told = sampleIds && differentSamples(bank, sampleIds, anchors.shape[0], who)
  const blocks: BesideRows[] = []
  const rows = bank && rowsOf(bank, normalize)
  if (rows !== undefined) {
    blocks.push({ similarities: rowProducts(anchors, rows), ...related(bank!, labels, told),
      distances: () => pairwiseDistances(anchors, rows) })
  }
  const given = { anchors, common: new Map<unknown, unknown>(),
    ...rows && { bank: rows, similarities: negativesIn(blocks[0]) } }
  for (const set of setsOf(synthetic, who, 'negative')) {
    const similarities = set.similarities(given)
    blocks.push({ similarities, distances: () => toUnitRows(anchors, similarities) })
  }
  return blocks
}

/** Similarities, those of negatives; what is none does not count. */
export function negativesIn ({ similarities, negative }: BesideRows): Tensor2D {
  return negative === undefined ? similarities : masked(similarities, negative)
}

/** Similarities of whatever counts, positives too: all but rows of the own sample. */
export function countedIn ({ similarities, positive, negative }: BesideRows): Tensor2D {
  if (negative === undefined) return similarities
  return masked(similarities, positive === undefined ? negative : tf.add(negative, positive))
}

/** What the rows of a batch are to each other, and to those beside it: `[n, n + m]`. */
export function joinedRelations (
  { positive, negative }: Relations, beside: readonly BesideRows[]
): Relations {
  return {
    positive: joined(positive, beside.map(block =>
      block.positive ?? tf.zerosLike(block.similarities))),
    negative: joined(negative, beside.map(block =>
      block.negative ?? tf.onesLike(block.similarities)))
  }
}

/** Columns of a batch, and of blocks beside it. */
export function joined (all: Tensor2D, further: readonly Tensor2D[]): Tensor2D {
  return further.length === 0 ? all : tf.concat([all, ...further], 1)
}

function rowsOf (bank: Bank | Tensor2D, normalize: boolean): Tensor2D {
  if (!isTensor(bank)) return bank.rows()
  return noGrad(rows => unitRows(rows, normalize), bank)
}

function related (
  bank: Bank | Tensor2D, labels: Labels | undefined, told: Tensor2D | undefined
): Partial<Relations> {
  const held = labels === undefined || isTensor(bank) ? [] : bank.labels()
  if (labels === undefined || !held.some(label => label !== UNKNOWN))
    return told === undefined ? {} : { negative: told }
  const known = table(1, held.length, (_, j) => Number(held[j] !== UNKNOWN))
  const same = tf.mul<Tensor2D>(sameLabel(labels, held), known)
  const seen = (mask: Tensor2D): Tensor2D => told === undefined ? mask : tf.mul(mask, told)
  return { positive: seen(same), negative: seen(tf.sub(1, same)) }
}

/** Distances to rows of length 1 by their similarities. */
function toUnitRows (anchors: Tensor2D, similarities: Tensor2D): Tensor2D {
  const lengths = tf.sum(tf.square(anchors), 1, true)
  const squares = tf.sub(tf.add(lengths, 1), tf.mul(similarities, 2))
  return tf.sqrt(tf.maximum<Tensor2D>(squares, LEAST))
}
