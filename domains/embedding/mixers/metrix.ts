import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { Plan } from '../../../core/index.js'
import { defineMixer, isTensor, option, over, own, positive } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { forLoss } from '../for-loss.js'
import { checkLabels } from '../parts/labels.js'
import { checkEmbeddings } from '../parts/rows.js'

/** What Metrix is called with. */
export interface MetrixInput {
  /** float32 `[n, d]` */
  readonly embeddings: Tensor2D
  /** On the host: pairs are chosen by them. */
  readonly labels: Int32Array | readonly number[]
}

/** Rows that are mixed for an anchor: a positive, or the anchor itself, with a negative. */
interface Triple { readonly anchor: number, readonly positive: number, readonly negative: number }

/**
 * Metrix: a positive of an anchor mixed with a negative of it, which is as much of either.
 *
 * Venkataramanan et al., ICLR 2022, arXiv:2106.04990; law of the authors' code
 * (billpsomas/Metrix_ICLR22@7ce730c): one λ ~ Beta(alpha, alpha) a batch, the share of the
 * positive; a coin says whether positives meet negatives, the first positive of an anchor as often
 * as it has positives, or anchors without any meet their negatives themselves.
 *
 * Called within a loss it gives the plan that `metrix` reads. Mixes inputs and features too: run
 * the model on what `mix.apply` gives, which is the batch itself where there is nothing to mix.
 */
export const metrixMix = forLoss(defineMixer({
  name: 'metrix',
  domain: 'any',
  paper: 'arXiv:2106.04990',
  pairing: 'own',
  options: z.object({
    alpha: positive.default(2).describe('λ ~ Beta(alpha, alpha), the share of the positive'),
    kind: option(z.enum(['either', 'positive-negative', 'anchor-negative'])).default('either')
      .describe('who meets negatives; either: a coin a batch'),
    pairs: option(z.enum(['first', 'all'])).default('first').describe(
      'the first positive of an anchor (the code), or all of them (the paper)'
    ),
    anchors: option(z.enum(['rows', 'classes'])).default('rows').describe(
      'rows of the batch, or the classes, for losses with proxies'
    )
  }),

  plan ({ labels }, { alpha, kind, pairs, anchors }, draw) {
    if (labels === undefined)
      throw fail('TARGET', 'metrix', 'label', 'must be given as class numbers on the host')
    const lambda = draw.beta('lambda', alpha)
    const withPositives = (): boolean => kind === 'positive-negative' ||
      (kind === 'either' && draw.chance('positives', 0.5))
    const triples = anchors === 'classes'
      ? ofClasses(labels)
      : withPositives() ? ofPositives(labels, pairs) : ofAnchors(labels)
    const column = (of: (triple: Triple) => number): Int32Array => Int32Array.from(triples, of)
    const count = triples.length
    if (count === 0) return [own()]
    return {
      size: count,
      layers: [
        over({ rows: column(each => each.positive) }),
        over({ rows: column(each => each.negative) }, { coefficient: 1 - lambda })
      ],
      synthetic: [{ role: 'soft', count, anchor: column(each => each.anchor) }]
    }
  }
}), ({ embeddings, labels }: MetrixInput, make): Plan => {
  checkEmbeddings(embeddings, 'metrix', 'embeddings')
  if (isTensor(labels)) throw fail('INPUT', 'metrix', 'labels', 'must be on the host', labels)
  checkLabels(labels, embeddings.shape[0], 'metrix')
  const known = Int32Array.from(labels)
  return make({ x: embeddings, label: known }, {})
})

function rowsWhere (labels: Int32Array, is: (label: number, row: number) => boolean): number[] {
  return Array.from(labels.keys()).filter(row => is(labels[row], row))
}

function ofPositives (labels: Int32Array, pairs: 'first' | 'all'): Triple[] {
  return Array.from(labels.keys()).flatMap(anchor => {
    const own = rowsWhere(labels, (label, row) => label === labels[anchor] && row !== anchor)
    const negatives = rowsWhere(labels, label => label !== labels[anchor])
    return own.flatMap(positive => negatives.map(negative =>
      ({ anchor, positive: pairs === 'first' ? own[0] : positive, negative })))
  })
}

function ofAnchors (labels: Int32Array): Triple[] {
  const alone = rowsWhere(labels, (own, row) =>
    labels.every((label, other) => label !== own || other === row))
  return alone.flatMap(anchor => rowsWhere(labels, label => label !== labels[anchor])
    .map(negative => ({ anchor, positive: anchor, negative })))
}

/** Every row stands for the proxy of its class. */
function ofClasses (labels: Int32Array): Triple[] {
  const classes = [...new Set(labels)].sort((a, b) => a - b)
  return classes.flatMap(own => rowsWhere(labels, label => label === own)
    .flatMap(positive => rowsWhere(labels, label => label !== own)
      .map(negative => ({ anchor: positive, positive, negative }))))
}
