import * as z from 'zod/mini'
import type { Draws, Layer } from '../../../core/index.js'
import {
  defineMixer, numbers, option, over, own, positive, rows, times
} from '../../../core/index.js'
import { countTo } from '../bounded.js'
import type { Mixing } from '../blends/mixing.js'
import { mixingNames } from '../blends/mixing.js'
import { usualOperations } from '../operations/names.js'
import type { Chosen } from '../steps/operation.js'
import {
  drawOperation, none, operationList, operationStep, refusalsOf
} from '../steps/operation.js'

/** What an output meets in a round. */
interface Round extends Mixing {
  readonly output: number
  /** Absent: itself, through an operation. */
  readonly picture?: number
  readonly operation: Chosen
}

/**
 * PixMix: up to `rounds` times an image meets itself, through an operation, or a mixing picture
 * (fractals, feature visualisations); its target stays what it is.
 *
 * Hendrycks et al., CVPR 2022, arXiv:2112.05135. Law of the authors' code
 * (andyzoujm/pixmix@f867e87, `cifar.py` and `pixmix_utils.py`): one picture for every image, 0 to
 * `rounds` rounds, each a random one of `mixings` with weights a and b ~ Beta(beta, 1) and
 * Beta(1, beta), or 1 + and - Beta(1, beta), cut to 0 … 1; operations are AugMix'.
 *
 * The mixing pictures are the pool `pictures`, of the images' size and kind; they need no targets.
 * Images are bytes on the host, or floats from 0 to 1 on the host or the backends cpu, wasm,
 * tensorflow.
 */
export const pixmix = defineMixer({
  name: 'pixmix',
  domain: 'image',
  paper: 'arXiv:2112.05135',
  pairing: 'own',
  options: z.object({
    rounds: countTo(32).default(4).describe('how often an image is mixed, at most'),
    beta: positive.default(3).describe('of the weights of both images; 4 on ImageNet'),
    severity: option(z.number().check(z.gt(0.1), z.lte(10))).default(3)
      .describe('the highest level of an operation; 1 on ImageNet'),
    mixings: option(z.array(z.enum(mixingNames))
      .check(z.minLength(1, 'must name at least one mixing'))).default(['add', 'multiply'])
      .describe('how two images are mixed; the other four are experiments of the authors'),
    operations: option(operationList).default([...usualOperations])
      .describe('what an image goes through before it meets itself; all are 13')
  }),
  pools: ['pictures'],
  pictures: ['pictures'],
  refuses: ({ operations }) => refusalsOf(operations),

  plan ({ size, shape, pools }, { rounds, beta, severity, mixings, operations }, draw) {
    const operation = (): Chosen => drawOperation(operations, severity, draw)
    const decided = times(size, output => {
      const picture = draw.int('picture', pools.pictures.size)
      const start = draw.chance('start', 0.5) ? operation() : none
      return { start, list: times(draw.int('rounds', rounds + 1), (): Round => ({
        output,
        ...draw.chance('itself', 0.5) ? { operation: operation() } : { picture, operation: none },
        ...drawMixing(mixings[draw.int('mixing', mixings.length)], beta, shape[2], draw)
      })) }
    })
    return [
      own({ view: [operationStep(operations, decided.map(({ start }) => start))], weight: 1 }),
      ...times(rounds, k => decided.flatMap(({ list }) => list.slice(k, k + 1))).flatMap(round => [
        layerOf(round.filter(({ picture }) => picture === undefined), operations),
        layerOf(round.filter(({ picture }) => picture !== undefined), operations)
      ]).flat()
    ]
  }
})

function drawMixing (
  name: Mixing['name'], beta: number, channels: number, draw: Draws
): Mixing {
  const weights = (): { a: number, b: number } => draw.chance('shrink', 0.5)
    ? { a: draw.beta('a', beta, 1), b: draw.beta('b', 1, beta) }
    : { a: 1 + draw.beta('more', 1, beta), b: -draw.beta('less', 1, beta) }
  const turned = name === 'overlay' || name === 'darken-or-lighten'
  const first = name === 'darken-or-lighten' || name === 'swap-channel' ? unweighted : weights()
  const second = name === 'overlay' ? weights() : unweighted
  return {
    name, ...first, screenA: second.a, screenB: second.b,
    choice: turned ? Number(draw.chance('dark', 0.5))
      : name === 'swap-channel' ? draw.int('channel', channels) : 0
  }
}

const unweighted = { a: 0, b: 0 }

/** The rounds of some outputs as a layer, if there are any. */
function layerOf (
  list: readonly Round[], operations: Parameters<typeof operationStep>[0]
): Layer[] {
  if (list.length === 0) return []
  const itself = list[0].picture === undefined
  const column = (pick: (round: Round) => number): Float64Array =>
    numbers(list.length, i => pick(list[i]))
  return [over({ pool: itself ? 'batch' : 'pictures',
    rows: rows(list.length, i => list[i].picture ?? list[i].output) }, {
    outputs: rows(list.length, i => list[i].output),
    ...itself ? { view: [operationStep(operations, list.map(({ operation }) => operation))] } : {},
    weight: 0
  })].map(layer => ({ ...layer, blend: {
    step: 'mixing' as const,
    which: rows(list.length, i => mixingNames.indexOf(list[i].name)),
    choice: rows(list.length, i => list[i].choice),
    a: column(({ a }) => a), b: column(({ b }) => b),
    screenA: column(({ screenA }) => screenA), screenB: column(({ screenB }) => screenB)
  } }))
}
