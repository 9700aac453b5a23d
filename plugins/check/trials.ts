import type { Tensor4D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Batch, Facts, Layer, Mix, MixOptions, Plan, PoolReader } from '../../core/index.js'
import { createMixer } from '../../core/index.js'
import type { Shape } from './batches.js'
import { images, shapes } from './batches.js'
import type { Tried } from './property.js'

/** Steps that are tried: enough for compositions to take every branch, and `until` to end. */
export const STEPS = 6
const SEED = 7

/** One step of a mixer on one batch. */
export interface Trial {
  /** Which one, for problems. */
  readonly title: string
  readonly mix: Mix
  readonly shape: Shape
  readonly x: Tensor4D
  readonly step: number
  readonly plan: Plan
}

/**
 * Every step on every shape, with the plan made for it. A mixer that reads the step before finds
 * one, whose rows its plans then show of the batch itself.
 */
export function * trials (
  entry: Tried, options: unknown, run: Pick<MixOptions, 'targets'> = {},
  over: readonly Shape[] = shapes
): Generator<Trial> {
  for (const shape of over) {
    const x = images(shape)
    const mix = mixOf(entry, options, run)
    const planner = mixOf(entry, options)
    if (readsPrevious(entry, options)) tf.dispose(planner.mix({ x }).batch.x)
    for (let step = 0; step < (entry.steps ?? STEPS); step++) {
      const title = `step ${step} on [${x.shape.join(', ')}]`
      yield { title, mix, shape, x, step, plan: alone(planner.plan({ x }, { step })) }
    }
    x.dispose()
  }
}

/** Whether a mixer keeps its last batch for the next one. */
export function readsPrevious (entry: Tried, options: unknown): boolean {
  return entry.make(options).pools.includes('previous')
}

/** A plan that shows rows of the batch where it would show those of the step before. */
export function alone (plan: Plan): Plan {
  const layers = plan.layers.map((layer): Layer => layer.source?.pool === 'previous'
    ? { ...layer, source: { ...layer.source, pool: 'batch' } }
    : layer)
  return { ...plan, layers, ...plan.then === undefined ? {} : { then: alone(plan.then) } }
}

export function mixOf (
  entry: Tried, options: unknown, run: Omit<MixOptions, 'registry'> = {}
): Mix {
  const { domain, registry, signals = {}, pools = {}, running } = entry
  const mix = createMixer(entry.make(options),
    { seed: SEED, domain, registry, signals, pools, ...run })
  running?.push(mix)
  return mix
}

/** What a mixer may know of a batch, put together as its run does. */
export function factsOf (
  { domain, registry, name, signals = {}, pools = {} }: Tried, given: Batch, step: number,
  previous = false
): Facts {
  const { axes, facts } = registry.domain(domain)
  const known = facts(given.x, name)
  const batch = { size: known.size, x: given.x }
  const brought = Object.entries(signals).map(([signal, give]) => [signal, give(given)])
  return {
    ...known, axes, step,
    pools: { batch, ...previous ? { previous: batch } : {}, ...poolFactsOf(pools, given) },
    signals: Object.fromEntries(brought) as Facts['signals']
  }
}

/** What may be known of pools that functions of the batch read. */
function poolFactsOf (pools: NonNullable<Tried['pools']>, given: Batch): Facts['pools'] {
  return Object.fromEntries(Object.entries(pools).flatMap(([name, pool]) => {
    const { facts, x } = Object(typeof pool === 'function' ? pool(given) : pool) as
      Partial<PoolReader & Batch>
    const { shape: [size] = [] } = Object(x) as { readonly shape?: readonly number[] }
    return facts !== undefined ? [[name, facts]] : size === undefined ? [] : [[name, { size, x }]]
  }))
}

/** Whether the domain of a mixer has a rule for a target; what it has not is not tried. */
export function carries (
  { domain, registry, make }: Tried, target: string, options?: unknown
): boolean {
  const refused = options === undefined ? {} : make(options).refuses ?? {}
  return Object.hasOwn(registry.domain(domain).targets, target) && !Object.hasOwn(refused, target)
}
