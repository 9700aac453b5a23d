import type {
  Batch, ConfiguredMixer, MixOptions, Plan, Recorder, TargetOptions
} from '../../core/index.js'
import { createMixer, parse, stringify } from '../../core/index.js'
import '../../domains/audio/index.js'
import '../../domains/image/index.js'
import '../../domains/pointcloud/index.js'
import '../../domains/regression/index.js'
import type { Outputs } from './adapter.js'

/** A mix that a case asks for. */
export interface Asked {
  readonly mixer: ConfiguredMixer
  /** What the reference drew. */
  readonly draws: Recorder
  readonly batch: Batch
  readonly targets?: TargetOptions
  readonly pools?: MixOptions['pools']
  readonly signals?: MixOptions['signals']
}

/** Plans by the draws of a case, sends the plan through JSON, and carries out what comes back. */
export function carryOut (
  { mixer, draws, batch, targets, pools = {}, signals = {} }: Asked
): { readonly plan: Plan, readonly mixed: Outputs } {
  const mix = createMixer(mixer, { pools, signals, ...targets && { targets } })
  const plan = parse(stringify(mix.plan(batch, { draws })))
  return { plan, mixed: mix.apply(batch, plan) as Outputs }
}
