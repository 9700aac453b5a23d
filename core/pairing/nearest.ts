import * as z from 'zod/mini'
import type { input, output } from 'zod/mini'
import type { ConfiguredPairing, Draws, Facts, PairingFactory } from '../contract/index.js'
import { toOptions } from '../define/json.js'
import { parseOptions } from '../define/options.js'
import { count, option } from '../define/schemas.js'
import { fail } from '../errors.js'
import { rows } from '../plan/layers.js'
import { measure } from './cmixup-options.js'
import type { Points } from './kernel/law.js'
import { pointOf } from './kernel/law.js'
import { measurer } from './measured.js'
import type { Neighbours } from './neighbours.js'
import { neighboursIn } from './neighbours.js'

const options = z.object({
  k: option(z.union([count, z.array(count), z.instanceof(Int32Array)])).default(8).describe(
    'how many neighbours a row has: one number, or one for every row of the pool'
  ),
  distance: measure.default('label').describe(
    'between real targets, between inputs, or between features: a function of x'
  ),
  self: option(z.boolean()).default(false)
    .describe('a row is the nearest of its neighbours itself'),
  pool: option(z.enum(['dataset', 'batch'])).default('dataset').describe('where partners are from')
})

/** The pairing of nearest neighbours, configured. */
export interface Nearest extends ConfiguredPairing {
  /** Other numbers of neighbours from now on, as a policy learns them. */
  setK (k: number | readonly number[] | Int32Array): void
}

export interface NearestFactory extends PairingFactory<typeof options> {
  (given?: input<typeof options>): Nearest
}

/**
 * One of the k nearest rows of the training set, any of them as likely; of equally near ones the
 * first belong to the k.
 *
 * RegMix (Hwang and Whang, MixRL, arXiv:2106.03374) restricts mixup so, by a k for every example
 * that a policy learns from the validation loss: `setK` takes what it has learned.
 */
export const nearest: NearestFactory = Object.assign(
  (given: input<typeof options> = {}) => pairing(parseOptions('nearest', options, given)),
  {
    definition: {
      name: 'nearest',
      options,
      pools: ['dataset'],
      pair: (facts: Facts, chosen: output<typeof options>, draw: Draws) =>
        pairing(chosen).pair(facts, draw)
    }
  })

function pairing (given: output<typeof options>): Nearest {
  const { distance, self: withSelf, pool } = given
  const measures = measurer('nearest', distance)
  const known = new WeakMap<Points, Neighbours>()
  let chosen = given
  return {
    name: 'nearest',
    get options () {
      const { k, ...rest } = chosen
      return toOptions({ ...rest, k: typeof k === 'number' ? k : { count: k.length } })
    },
    pools: pool === 'dataset' ? ['dataset'] : [],
    setK: k => { chosen = parseOptions('nearest', options, { ...chosen, k }) },
    pair: (facts, draw) => {
      const { points: own, at, self } = measures.anchors(facts, pool)
      const points = measures.pool(facts, pool)
      const neighbours = known.get(points) ?? neighboursIn(points)
      known.set(points, neighbours)
      const { k } = chosen
      if (typeof k !== 'number' && (self === undefined || k.length !== points.size)) {
        throw fail('INPUT', 'nearest', 'k',
          `must be one number, or ${points.size}, and "index" say which rows a batch has`, k)
      }
      return { pool, rows: rows(facts.size, i => {
        const row = self?.[i]
        const found = neighbours(pointOf(own, at[i]), typeof k === 'number' ? k : k[row as number],
          withSelf ? undefined : row)
        // Alone in the pool, a row has no neighbour but itself
        return found.length === 0 ? row as number : found[draw.int('pair', found.length)]
      }) }
    }
  }
}
