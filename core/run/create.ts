import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { checkMixer } from '../compose/family.js'
import { parseOptions } from '../define/options.js'
import type { Batch, ConfiguredMixer, InLoss, Plan, PlanInLoss } from '../contract/index.js'
import { visibleOn } from '../paint/visible-on.js'
import { requirePlan } from '../plan/require-plan.js'
import { ruleTable } from '../plan/rules.js'
import { turns } from '../turns.js'
import { called } from './called.js'
import { inDataset } from './dataset.js'
import type { Pool, Pools } from './gather.js'
import { tensorsOf } from './held.js'
import { batchOf, likeGiven } from './list.js'
import type { AsyncMix, Mix, Mixed, MixOf, StepOptions } from './mix.js'
import type { MixOptions } from './options.js'
import { checkObject, settingOf } from './options.js'
import { inParts } from './parts.js'
import { runOf } from './run.js'
import { checkIterable } from './sample-check.js'
import { mixSamples } from './samples.js'
import type { Providers } from './signals.js'
import { isAsynchronous } from './signals.js'
import { stepOptions } from './step.js'
import { batchesOf, isWhole, wholeOptions } from './whole.js'

/**
 * A mixer that runs: it knows its seed, its targets and its step.
 *
 * A mixer that makes rows for a loss can be called too, within that loss.
 *
 * @param mixer - a configured mixer or a composition: `cutmix({ alpha: 1 })`, or
 *   `oneOf([cutmix(), mixup()])`
 * @returns where a signal is asynchronous, a mixer that has to be waited for: its type says so
 * @throws OPTION, UNKNOWN_OPTION, UNKNOWN_NAME, UNKNOWN_TARGET, POOL, SIGNAL: whatever can be told
 *   without a batch
 */
export function createMixer<In, Made> (
  mixer: ConfiguredMixer & InLoss<In, Made>, options?: MixOptions
): Mix & ((given: In) => Made)
export function createMixer<Live = never, const Given extends Providers = Providers> (
  mixer: ConfiguredMixer<Live>, options?: MixOptions<Given>
): MixOf<Given>
export function createMixer<Live = never, const Given extends Providers = Providers> (
  mixer: ConfiguredMixer<Live>, options: MixOptions<Given> = {}
): MixOf<Given> {
  checkMixer('createMixer', 'mixer', mixer)
  const setting = settingOf(mixer, options)
  const { domain, targets, registry } = setting
  const { name } = mixer
  const waits = isAsynchronous(setting.signals)
  const rules = ruleTable(domain.rules ?? {})
  const run = runOf(mixer, setting)

  const planBy = (batch: Batch, pools: Pools, asked: StepOptions): Plan<Tensor> =>
    run.plan(run.facts(batch, pools, asked), asked, run.signals(batch, asked))
  const planInTime = async (
    batch: Batch, pools: Pools, asked: StepOptions
  ): Promise<Plan<Tensor>> =>
    run.plan(run.facts(batch, pools, asked), asked, await run.awaitSignals(batch, asked))
  const finish = <B extends Batch>(
    batch: B, plan: Plan<Tensor>, pools: Pools, asked: StepOptions
  ): { batch: Mixed<B>, plan: Plan } => {
    const mixed = run.hold(run.paint(batch, plan, pools), asked) as Mixed<B>
    run.count(asked)
    return { batch: mixed, plan: plan as Plan }
  }
  const mixWith = <B extends Batch>(
    batch: B, options: StepOptions | undefined, more: Pools
  ): { batch: Mixed<B>, plan: Plan } => {
    const [asked, pools] = [stepOptions(name, options), { ...more, ...run.pools(batch) }]
    return finish(batch, planBy(batch, pools, asked), pools, asked)
  }
  const inTurn = turns()
  const mixInTime = async <B extends Batch>(
    batch: B, options: StepOptions | undefined, more: Pools
  ): Promise<{ batch: Mixed<B>, plan: Plan }> => await inTurn(async () => {
    const [asked, pools] = [stepOptions(name, options), { ...more, ...run.pools(batch) }]
    return finish(batch, await planInTime(batch, pools, asked), pools, asked)
  })
  /** @param made - the batches were made for this, with their tensors */
  async function * through (
    source: Iterable<Batch> | AsyncIterable<Batch>,
    options: Pick<StepOptions, 'training'> | undefined, more: Pools = {}, made = false
  ): AsyncGenerator<Batch> {
    checkIterable(name, source)
    for await (const batch of source) {
      try {
        yield (waits
          ? await mixInTime(batch, options, more)
          : mixWith(batch, options, more)).batch
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
    plan: (given, options) => {
      const asked = stepOptions(name, options)
      const batch = batchOf(given)
      const plan = planBy(batch, run.pools(batch), asked)
      run.count(asked)
      return plan as Plan
    },
    apply: ((given: unknown, plan: Plan | Plan<Tensor>): unknown => {
      const batch = batchOf(given)
      return likeGiven(given, run.hold(run.paint(batch, plan, run.pools(batch))))
    }) as Mix['apply'],
    applyInParts: <B extends Batch>(batch: B, plan: Plan, rows: number) =>
      inParts(mixer, plan, rows, rules,
        part => run.paint(batch, plan, run.pools(batch), part) as Mixed<B>),
    mix: ((given: unknown, options?: StepOptions): unknown => {
      const { batch, plan } = mixWith(batchOf(given), options, {})
      return { batch: likeGiven(given, batch), plan }
    }) as Mix['mix'],
    refine: (plan, found) => {
      requirePlan(plan)
      checkObject(name, 'signals', found)
      return mixer.refine(
        plan, found, (where, grid) => visibleOn(plan, where, grid, rules), registry.services)
    },
    forDataset: options =>
      inDataset(name, async batch =>
        (waits ? await mixInTime(batch, options, {}) : mixWith(batch, options, {})).batch,
      targets?.map(target => target.name) ?? ['label']),
    batches: (source: unknown, options?: object) => isWhole(source)
      ? throughWhole(source, options)
      : through(source as Iterable<Batch>, options),
    samples: mixSamples({
      name,
      pools: mixer.pools,
      mix: (batch, reservoir) => {
        const pools = { ...run.pools(batch), reservoir }
        return finish(batch, planBy(batch, pools, {}), pools, {}).batch
      }
    }),
    state: async () => await run.state(),
    restore: state => { run.restore(state) },
    dispose: () => { run.dispose() }
  }
  if (!waits) {
    const planInLoss: PlanInLoss = (batch, pools) => {
      const plan = planBy(batch, { ...pools, ...run.pools(batch) }, {})
      run.count({})
      return plan as Plan
    }
    return called(mixer, mix, planInLoss) as MixOf<Given>
  }
  const { samples: _, ...rest } = mix
  const patient: AsyncMix = {
    ...rest,
    mix: (async (given: unknown, options?: StepOptions): Promise<unknown> => {
      const { batch, plan } = await mixInTime(batchOf(given), options, {})
      return { batch: likeGiven(given, batch), plan }
    }) as AsyncMix['mix'],
    plan: async (given, options) => await inTurn(async () => {
      const asked = stepOptions(name, options)
      const batch = batchOf(given)
      const plan = await planInTime(batch, run.pools(batch), asked)
      run.count(asked)
      return plan as Plan
    })
  }
  return patient as MixOf<Given>
}
