import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { checkMixer } from '../compose/family.js'
import { parseOptions } from '../define/options.js'
import type { Batch, ConfiguredMixer, Plan } from '../contract/index.js'
import { visibleOn } from '../paint/visible-on.js'
import { requirePlan } from '../plan/require-plan.js'
import { ruleTable } from '../plan/rules.js'
import { inDataset } from './dataset.js'
import type { Pool, Pools } from './gather.js'
import { tensorsOf } from './held.js'
import type { Mix, Mixed, StepOptions } from './mix.js'
import type { MixOptions } from './options.js'
import { checkObject, settingOf } from './options.js'
import { inParts } from './parts.js'
import { runOf } from './run.js'
import { checkIterable } from './sample-check.js'
import { mixSamples } from './samples.js'
import { stepOptions } from './step.js'
import { batchesOf, isWhole, wholeOptions } from './whole.js'

/**
 * A mixer that runs: it knows its seed, its targets and its step.
 *
 * @param mixer - a configured mixer or a composition: `cutmix({ alpha: 1 })`, or
 *   `oneOf([cutmix(), mixup()])`
 * @throws OPTION, UNKNOWN_OPTION, UNKNOWN_NAME, UNKNOWN_TARGET, POOL, SIGNAL: whatever can be told
 *   without a batch
 */
export function createMixer<Live = never> (
  mixer: ConfiguredMixer<Live>, options: MixOptions = {}
): Mix {
  checkMixer('createMixer', 'mixer', mixer)
  const setting = settingOf(mixer, options)
  const { domain, targets, registry } = setting
  const { name } = mixer
  const rules = ruleTable(domain.rules ?? {})
  const run = runOf(mixer, setting)

  const mixWith = <B extends Batch>(
    batch: B, options: StepOptions | undefined, more: Pools
  ): { batch: Mixed<B>, plan: Plan } => {
    const asked = stepOptions(name, options)
    const pools = { ...more, ...run.pools(batch) }
    const plan = run.plan(batch, pools, asked)
    const mixed = run.hold(run.paint(batch, plan, pools), asked) as Mixed<B>
    run.count(asked)
    return { batch: mixed, plan: plan as Plan }
  }
  /** @param made - the batches were made for this, with their tensors */
  async function * through (
    source: Iterable<Batch> | AsyncIterable<Batch>,
    options: Pick<StepOptions, 'training'> | undefined, more: Pools = {}, made = false
  ): AsyncGenerator<Batch> {
    checkIterable(name, source)
    for await (const batch of source) {
      try {
        yield mixWith(batch, options, more).batch
      } finally {
        if (made) tf.dispose(tensorsOf(batch))
      }
    }
  }
  const throughWhole = (whole: Pool, options: unknown): AsyncGenerator<Batch> => {
    const { training, ...asked } = parseOptions(name, wholeOptions, options)
    const batches = batchesOf(name, whole, asked, run.order())
    return through(batches, training === undefined ? {} : { training }, { dataset: whole }, true)
  }

  const mix: Mix = {
    name,
    domain: domain.name,
    plan: (batch, options) => {
      const asked = stepOptions(name, options)
      const plan = run.plan(batch, run.pools(batch), asked)
      run.count(asked)
      return plan as Plan
    },
    apply: <B extends Batch>(batch: B, plan: Plan | Plan<Tensor>) =>
      run.hold(run.paint(batch, plan, run.pools(batch))) as Mixed<B>,
    applyInParts: <B extends Batch>(batch: B, plan: Plan, rows: number) =>
      inParts(mixer, plan, rows, rules,
        part => run.paint(batch, plan, run.pools(batch), part) as Mixed<B>),
    mix: <B extends Batch>(batch: B, options?: StepOptions) => mixWith(batch, options, {}),
    refine: (plan, found) => {
      requirePlan(plan)
      checkObject(name, 'signals', found)
      return (mixer as unknown as ConfiguredMixer<Tensor>).refine(
        plan, found, (where, grid) => visibleOn(plan, where, grid, rules), registry.services)
    },
    forDataset: options =>
      inDataset(mix, targets?.map(target => target.name) ?? ['label'], options),
    batches: (source: unknown, options?: object) => isWhole(source)
      ? throughWhole(source, options)
      : through(source as Iterable<Batch>, options),
    samples: mixSamples({
      name,
      pools: mixer.pools,
      mix: (batch, reservoir) => {
        const pools = { ...run.pools(batch), reservoir }
        const painted = run.hold(run.paint(batch, run.plan(batch, pools, {}), pools))
        run.count({})
        return painted
      }
    }),
    state: async () => await run.state(),
    restore: state => { run.restore(state) },
    dispose: () => { run.dispose() }
  }
  return mix
}
