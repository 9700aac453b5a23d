import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Batch, ConfiguredMixer, Plan, PoolFacts } from '../contract/index.js'
import { checkMixer } from '../compose/family.js'
import { plain } from '../compose/plain.js'
import { fail } from '../errors.js'
import { check } from '../plan/check.js'
import { requirePlan } from '../plan/require-plan.js'
import { ruleTable } from '../plan/rules.js'
import { visibleOn } from '../paint/visible-on.js'
import { Rng, live } from '../random/index.js'
import { canvasOf } from './canvas.js'
import { inDataset } from './dataset.js'
import { held, tensorsOf } from './held.js'
import type { Mix, Mixed, StepOptions } from './mix.js'
import type { MixOptions } from './options.js'
import { checkObject, checkedBatch, settingOf } from './options.js'
import { checkIterable } from './sample-check.js'
import { mixSamples } from './samples.js'
import { readState, writeState } from './state.js'
import { stepOptions } from './step.js'

/**
 * A mixer that runs: it knows its seed, its targets and its step.
 *
 * @param mixer - a configured mixer or a composition: `cutmix({ alpha: 1 })`, `oneOf([cutmix(),
 *   mixup()])`
 * @throws OPTION, UNKNOWN_OPTION, UNKNOWN_NAME, UNKNOWN_TARGET, POOL, SIGNAL: whatever can be told
 *   without a batch
 */
export function createMixer<Live = never> (mixer: ConfiguredMixer<Live>,
  options: MixOptions = {}): Mix {
  checkMixer('createMixer', 'mixer', mixer)
  const { domain, targets, seed, registry, pools, signals } = settingOf(
    mixer as ConfiguredMixer,
    options
  )
  const { name } = mixer
  const rules = ruleTable(domain.rules ?? {})
  const canvas = canvasOf(name, domain, targets)
  const rng = Rng(seed)
  const previous = held()
  let next = 0

  const poolsNow = (): Readonly<Record<string, Batch>> => {
    const before = previous.get()
    return before === undefined ? pools() : { ...pools(), previous: before }
  }
  const signalsOf = (batch: Batch): Record<string, unknown> =>
    Object.fromEntries(mixer.signals.map(signal =>
      [signal, atOnce(name, signal, signals[signal](batch))]))
  const planFor = (
    batch: Batch, pools: Readonly<Record<string, Batch>>,
    { step = next, training = true }: StepOptions, reservoir?: PoolFacts
  ): Plan<Tensor> => {
    const facts = canvas.facts(checkedBatch(name, 'batch', batch), pools, step)
    const chosen = (training ? mixer : plain()) as ConfiguredMixer<Tensor>
    const known = reservoir === undefined ? facts.pools : { ...facts.pools, reservoir }
    return chosen.plan({ ...facts, pools: known, signals: training ? signalsOf(batch) : {} },
      live(rng.fork('mix', step)), registry.services)
  }
  const paint = (
    batch: Batch, plan: Plan<Tensor>, pools: Readonly<Record<string, Batch>>
  ): Batch => {
    const sources = { ...pools, batch: checkedBatch(name, 'batch', batch) }
    check(plan, { domain, pools: canvas.facts(batch, pools, 0).pools })
    let painted: Batch = batch
    tf.tidy(() => {
      // What is held was encoded when it was mixed: smoothing is not done twice.
      const encoded = Object.entries(sources)
        .map(([pool, each]) => [pool, pool === 'previous' ? each : canvas.encode(each)])
      painted = canvas.paint(plan, Object.fromEntries(encoded) as Record<string, Batch>)
      return tensorsOf(painted)
    })
    return painted
  }
  /** Ends a step that went well: one that throws is not counted, and nothing of it is held. */
  const count = ({ step, training = true }: StepOptions): void => {
    if (training && step === undefined) next++
  }
  const hold = (painted: Batch, { training = true }: StepOptions = {}): Batch => {
    if (training && mixer.pools.includes('previous')) previous.set(painted)
    return painted
  }

  /** That a batch from elsewhere could have been held here. */
  const checkHeld = (batch: Batch): void => {
    canvas.facts(batch, {}, 0)
    canvas.encode(batch)
  }

  const mix: Mix = {
    name,
    domain: domain.name,
    plan: (batch, options) => {
      const asked = stepOptions(name, options)
      const plan = planFor(batch, poolsNow(), asked)
      count(asked)
      return plan as Plan
    },
    apply: <B extends Batch>(batch: B, plan: Plan | Plan<Tensor>) =>
      hold(paint(batch, plan, poolsNow())) as Mixed<B>,
    mix: <B extends Batch>(batch: B, options?: StepOptions) => {
      const asked = stepOptions(name, options)
      const pools = poolsNow()
      const plan = planFor(batch, pools, asked)
      const mixed = hold(paint(batch, plan, pools), asked) as Mixed<B>
      count(asked)
      return { batch: mixed, plan: plan as Plan }
    },
    refine: (plan, found) => {
      requirePlan(plan)
      checkObject(name, 'signals', found)
      return (mixer as unknown as ConfiguredMixer<Tensor>)
        .refine(plan, found, (where, grid) => visibleOn(plan, where, grid, rules), registry.services)
    },
    forDataset: options =>
      inDataset(mix, targets?.map(target => target.name) ?? ['label'], options),
    async *batches (source, options) {
      checkIterable(name, source)
      for await (const batch of source) yield mix.mix(batch, options).batch
    },
    samples: mixSamples({
      name,
      pools: mixer.pools,
      plan: (batch, size) => planFor(batch, poolsNow(), {}, { size }),
      paint: (batch, plan, reservoir) => {
        const painted = hold(paint(batch, plan, { ...poolsNow(), reservoir }))
        count({})
        return painted
      }
    }),
    state: async () => await writeState(name, seed, next, previous.get()),
    restore: state => {
      const { step, previous: before } = readState(state, name, seed)
      try {
        if (before !== undefined) tf.tidy(() => { checkHeld(before) })
        previous.set(before)
        next = step
      } finally {
        if (before !== undefined) tf.dispose(tensorsOf(before))
      }
    },
    dispose: () => { previous.set(undefined) }
  }
  return mix
}

/** What a signal gives, which must be there when the plan is made. */
function atOnce (who: string, signal: string, value: unknown): unknown {
  if (typeof (value as PromiseLike<unknown> | null | undefined)?.then !== 'function') return value
  // Nobody waits for it, and a rejection that nobody waits for ends the process.
  void Promise.resolve(value).catch(() => undefined)
  throw fail('SIGNAL', who, signal, 'its function must not be asynchronous')
}
