import * as tf from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import * as z from 'zod'
import type { BlendDefinition, Draws, Layer } from '../../../core/index.js'
import { count, defineMixer, numbers, own, positive, rows, times } from '../../../core/index.js'
import { float64 } from '../method.js'
import { operations } from '../operations.js'
import type { Operation } from './aug-mix.js'
import { none, oneOfStep, randomOperation } from './aug-mix.js'

interface Strengths { readonly a: Float64Array, readonly b: Float64Array }
declare module '../../../core/contract/plan.js' {
  interface Steps {
    /** `(a (2p - 1) + b (2q - 1) + 1) / 2`, clipped to 0 … 1. */
    'clipped-add': Strengths
    /** `(2p)^a · max(2q, 1e-37)^b / 2`, clipped to 0 … 1. */
    'clipped-multiply': Strengths
  }
}

const blendNames = ['clipped-add', 'clipped-multiply'] as const
const pools = ['batch', 'pictures'] as const

interface Round extends Operation {
  readonly output: number
  readonly row: number
  readonly a: number
  readonly b: number
  readonly pool: typeof pools[number]
  readonly blend: typeof blendNames[number]
}

/**
 * PixMix: up to `rounds` times a row meets itself, augmented, or a mixing picture, under one of two
 * blends. Its target stays what it is.
 *
 * Hendrycks et al., CVPR 2022, arXiv:2112.05135; andyzoujm/pixmix@f867e87.
 */
export const pixMix = defineMixer({
  name: 'pix-mix',
  domain: 'image',
  paper: 'arXiv:2112.05135',
  options: z.object({
    rounds: count.default(4),
    beta: positive.default(3),
    severity: positive.default(3),
    operations: z.array(z.enum(operations)).default(operations.slice(0, 9))
  }),
  pools: ['pictures'],

  plan ({ size, pools: { pictures } }, { rounds, beta, severity, operations: known }, draw) {
    const augmented = (): Operation => randomOperation(known, severity, draw)
    const start = times(size, () => draw.chance('start', 0.5) ? augmented() : none)
    const all = times(size, output => times(draw.int('rounds', rounds + 1), (): Round => {
      const itself = draw.chance('itself', 0.5)
      return {
        output,
        ...(itself ? augmented() : none),
        pool: itself ? 'batch' : 'pictures',
        row: itself ? output : draw.int('picture', pictures.size),
        blend: blendNames[draw.int('blend', 2)],
        ...strengths(beta, draw)
      }
    }))
    const layers = times(rounds, k => all.flatMap(list => list.slice(k, k + 1)))
      .flatMap(round => pools.flatMap(pool => blendNames.map(blend =>
        round.filter(piece => piece.pool === pool && piece.blend === blend))))
    return [
      own({ view: [oneOfStep(known, start)], weight: 1 }),
      ...layers.filter(list => list.length > 0).map(list => layerOf(list, known))
    ]
  }
})

function strengths (beta: number, draw: Draws): { a: number, b: number } {
  if (draw.chance('shrink', 0.5)) return { a: draw.beta('a', beta, 1), b: draw.beta('b', 1, beta) }
  return { a: 1 + draw.beta('a', 1, beta), b: -draw.beta('b', 1, beta) }
}

function layerOf (list: readonly Round[], known: readonly string[]): Layer {
  const [{ pool, blend }] = list
  const column = (pick: (piece: Round) => number) => numbers(list.length, i => pick(list[i]))
  return {
    source: { pool, rows: rows(list.length, i => list[i].row) },
    outputs: rows(list.length, i => list[i].output),
    ...(pool === 'batch' ? { view: [oneOfStep(known, list)] } : {}),
    blend: { step: blend, a: column(piece => piece.a), b: column(piece => piece.b) },
    weight: 0
  }
}

function clipped (
  join: (there: Tensor, source: Tensor, a: Tensor, b: Tensor) => Tensor
): BlendDefinition {
  const column = (list: Float64Array): Tensor => tf.tensor4d([...list], [list.length, 1, 1, 1])
  return {
    parameters: z.object({ a: float64, b: float64 }),
    run (there, source, _coefficient, parameters) {
      const { a, b } = parameters as unknown as Strengths
      return tf.clipByValue(tf.div(join(there, source, column(a), column(b)), 2), 0, 1)
    }
  }
}

export const clippedAdd = clipped((there, source, a, b) => {
  const signed = (x: Tensor, share: Tensor): Tensor => tf.mul(tf.sub(tf.mul(x, 2), 1), share)
  return tf.add(tf.add(signed(there, a), signed(source, b)), 1)
})
export const clippedMultiply = clipped((there, source, a, b) =>
  tf.mul(tf.pow(tf.mul(there, 2), a), tf.pow(tf.maximum(tf.mul(source, 2), 1e-37), b)))
