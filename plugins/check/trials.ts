import type { Tensor4D } from '@tensorflow/tfjs-core'
import type { Batch, Facts, Mix, MixOptions, Plan } from '../../core/index.js'
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

/** Every step on every shape, with the plan made for it. */
export function * trials (
  entry: Tried, options: unknown, run: Pick<MixOptions, 'targets'> = {},
  over: readonly Shape[] = shapes
): Generator<Trial> {
  for (const shape of over) {
    const x = images(shape)
    const mix = mixOf(entry, options, run)
    const planner = mixOf(entry, options)
    for (let step = 0; step < STEPS; step++) {
      const title = `step ${step} on [${x.shape.join(', ')}]`
      yield { title, mix, shape, x, step, plan: planner.plan({ x }, { step }) }
    }
    x.dispose()
  }
}

export function mixOf (
  entry: Tried, options: unknown, run: Omit<MixOptions, 'registry'> = {}
): Mix {
  const { domain, registry, signals = {} } = entry
  return createMixer(entry.make(options), { seed: SEED, domain, registry, signals, ...run })
}

/** What a mixer may know of a batch, put together as its run does. */
export function factsOf (
  { domain, registry, name, signals = {} }: Tried, batch: Batch, step: number
): Facts {
  const { axes, facts } = registry.domain(domain)
  const known = facts(batch.x, name)
  return {
    ...known, axes, step,
    pools: { batch: { size: known.size, x: batch.x } },
    signals: Object.fromEntries(Object.entries(signals).map(([signal, give]) =>
      [signal, give(batch)]))
  }
}

/** Whether the domain of a mixer has a rule for a target; what it has not is not tried. */
export function carries ({ domain, registry }: Tried, target: string): boolean {
  return Object.hasOwn(registry.domain(domain).targets, target)
}
