import * as z from 'zod/mini'
import type { ConfiguredMixer, Layer, Mask, Plan, Recorder } from '../../core/index.js'
import { option, own, over, parseOptions, rows, targetWeights } from '../../core/index.js'
import { fail } from '../../core/errors.js'
import { checkMixer } from '../../core/compose/family.js'
import { columnsOf } from '../../core/plan/columns.js'
import { firstRows } from './first-rows.js'
import type { PoolRow } from './first-rows.js'

/** Features that belong together: one, or those from the first to before the last. */
export type Block = number | readonly [start: number, end: number]

/** Which features are categories, and how they are carried. */
export interface Categories {
  /** Those that an output keeps from the row it began with. */
  readonly keep?: readonly Block[]
  /** Those that an output takes whole from one of its rows, drawn by their weights. */
  readonly sample?: readonly Block[]
}

const whole = z.int('must be a whole number').check(z.gte(0))
const block = z.union([whole, z.tuple([whole, whole])
  .check(z.refine(([start, end]) => start < end, 'must be [start, end] with start before end'))])
const blocks = option(z.array(block)).default([])
const schema = z.object({ keep: blocks, sample: blocks })

/**
 * A mixer under which categories stay categories: their features are not blended but kept, or taken
 * from one of the rows that an output shows. Features in neither list are blended, which makes soft
 * one-hot codes of hard ones. Targets follow the mixer as before.
 *
 * Kept and taken features are regions of the plan, so it replays, and works on hidden layers too.
 *
 * @throws OPTION for what is no configured mixer and for blocks that are none; while planning PLAN
 *   for a chain of plans (put it inside of `sequence`) and for a feature that the rows have not
 */
export function categorical<Live = never> (
  mixer: ConfiguredMixer<Live>, categories: Categories
): ConfiguredMixer<Live> {
  checkMixer('categorical', 'mixer', mixer)
  const { keep, sample } = parseOptions('categorical', schema, categories)
  return {
    ...mixer,
    name: 'categorical',
    options: {
      mixer: { name: mixer.name, options: mixer.options },
      keep, sample
    },
    plan: (facts, draw, services) => {
      const plan = mixer.plan(facts, draw, services)
      if (plan.then !== undefined)
        throw fail('PLAN', 'then', 'must not be there under categorical()', plan.then.mixer)
      const weights = targetWeights(plan)
      const stated = plan.layers.map((layer, l) => ({ ...layer, weight: weights[l] }))
      const added = [
        ...keep.length === 0 ? [] : shown(firstRows(plan), maskOf(keep, plan), plan.size),
        ...sample.flatMap(each => shown(taken(plan, weights, draw), maskOf([each], plan),
          plan.size))
      ]
      return { ...plan, draws: draw.record(), layers: [...stated, ...added as Array<Layer<Live>>] }
    }
  }
}

/** The features of some blocks, as a mask that serves all outputs. */
function maskOf (blocks: readonly Block[], { axes, frame }: Plan<unknown>): Mask {
  const feature = axes.indexOf('feature')
  if (feature < 0) throw fail('PLAN', 'axes', 'must have "feature" under categorical()', axes)
  const levels = new Uint8Array(frame[feature])
  for (const each of blocks) {
    const [start, end] = typeof each === 'number' ? [each, each + 1] : each
    if (end > levels.length)
      throw fail('PLAN', 'frame', `must have ${end} features at least`, levels.length)
    levels.fill(1, start, end)
  }
  return { kind: 'mask', axes: ['feature'], grid: [levels.length], levels, of: 1 }
}

/** Rows of pools over what is there, where a mask shows them; they carry no target. */
function shown (list: readonly PoolRow[], where: Mask, size: number): Layer[] {
  return [...new Set(list.map(({ pool }) => pool))].map(pool => {
    const outputs = rows(size, i => i).filter(output => list[output].pool === pool)
    const source = { pool, rows: outputs.map(output => list[output].row) }
    if (outputs.length < size) return over(source, { outputs, where, weight: 0 })
    return pool === 'batch' && source.rows.every((row, i) => row === i)
      ? own({ where, weight: 0 })
      : over(source, { where, weight: 0 })
  })
}

/** One of the rows of every output, by their shares in its target. */
function taken (
  plan: Plan<unknown>, weights: readonly unknown[], draw: Recorder
): PoolRow[] {
  const found = Array.from({ length: plan.size }, (): Array<PoolRow & { share: number }> => [])
  plan.layers.forEach((layer, l) => {
    const { outputs, rows } = columnsOf(layer, plan.size)
    const { pool = 'batch' } = layer.source ?? {}
    const shares = weights[l] as Float64Array
    outputs.forEach((output, piece) => {
      if (typeof pool !== 'string' || !(shares[piece] > 0)) return
      found[output].push({ pool, row: rows[piece], share: shares[piece] })
    })
  })
  const first = firstRows(plan)
  return found.map((list, output) => list.length === 0
    ? first[output]
    : list[draw.categorical('category', list.map(({ share }) => share))])
}
