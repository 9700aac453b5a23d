import type {
  Batch, ConfiguredMixer, Facts, Plan, Recorder, TargetOptions
} from '../../core/index.js'
import { createMixer, defaultRegistry, parse, stringify } from '../../core/index.js'
import '../../domains/image/index.js'
import type { Outputs } from './adapter.js'

/** Rows: a tensor, or an array on the host. */
interface Shaped { readonly shape: readonly number[] }

/** A mix that a case asks for. */
export interface Asked {
  readonly mixer: ConfiguredMixer
  /** What the reference drew. */
  readonly draws: Recorder
  readonly batch: Batch<Shaped>
  readonly targets?: TargetOptions
}

/** Plans by the draws of a case, sends the plan through JSON, and carries out what comes back. */
export function carryOut (
  { mixer, draws, batch, targets }: Asked
): { readonly plan: Plan, readonly mixed: Outputs } {
  const planned = mixer.plan(factsOf(mixer, batch.x), draws, defaultRegistry.services)
  const plan = parse(stringify(planned))
  const mixed = createMixer(mixer, targets && { targets }).apply(batch, plan)
  return { plan, mixed: mixed as Outputs }
}

function factsOf ({ domain }: ConfiguredMixer, { shape: [size, ...shape] }: Shaped): Facts {
  const axes = domain === 'any' ? [] : defaultRegistry.domain(domain).axes
  const frame = shape.slice(0, axes.length)
  return { size, shape, axes, frame, step: 0, pools: { batch: { size } }, signals: {} }
}
