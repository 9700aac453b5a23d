import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Batch, ConfiguredMixer, Facts, Plan } from '../contract/index.js'
import { plain } from '../compose/plain.js'
import { fail } from '../errors.js'
import { check } from '../plan/check.js'
import { visibleOn } from '../paint/visible-on.js'
import { Rng, live } from '../random/index.js'
import { canvasOf } from './canvas.js'
import { inDataset } from './dataset.js'
import { held, tensorsOf } from './held.js'
import type { Mix, Mixed, StepOptions } from './mix.js'
import type { MixOptions } from './options.js'
import { settingOf } from './options.js'
import { mixSamples } from './samples.js'
import { readState, writeState } from './state.js'

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
  if (typeof (mixer as Partial<ConfiguredMixer> | null)?.plan !== 'function') {
    throw fail('OPTION', 'createMixer', 'mixer', 'must be a configured mixer such as cutmix()',
      mixer)
  }
  const { domain, targets, seed, registry, pools, signals } = settingOf(
    mixer as ConfiguredMixer,
    options
  )
  const { name } = mixer
  const canvas = canvasOf(name, domain, targets)
  const rng = Rng(seed)
  const previous = held()
  let next = 0

  const poolsNow = (): Readonly<Record<string, Batch>> => {
    const before = previous.get()
    return before === undefined ? pools() : { ...pools(), previous: before }
  }
  const factsOf = (batch: Batch, step: number, more: Readonly<Record<string, Batch>> = {}): Facts =>
    canvas.facts(batch, { ...poolsNow(), ...more }, step, readSignals(batch))
  const readSignals = (batch: Batch): Record<string, unknown> =>
    Object.fromEntries(mixer.signals.map(signal => {
      const value = signals[signal](batch)
      if (value instanceof Promise)
        throw fail('SIGNAL', name, signal, 'its function must not be asynchronous')
      return [signal, value]
    }))
  const planFor = (facts: Facts,
    { step = next, training = true }: StepOptions = {}): Plan<Tensor> => {
    const chosen = training ? mixer : plain()
    const made = (chosen as ConfiguredMixer<Tensor>).plan({ ...facts, step },
      live(rng.fork('mix', step)), registry.services)
    if (training && step === next) next++
    return made
  }
  const paint = (batch: Batch, plan: Plan<Tensor>,
    more: Readonly<Record<string, Batch>> = {}): Batch => {
    const sources = { ...poolsNow(), ...more, batch }
    check(plan, { domain, pools: canvas.facts(batch, sources, 0, {}).pools })
    let painted: Batch = batch
    tf.tidy(() => {
      const encoded = Object.entries(sources).map(([pool, each]) => [pool, canvas.encode(each)])
      painted = canvas.paint(plan, Object.fromEntries(encoded) as Record<string, Batch>)
      return tensorsOf(painted)
    })
    if (mixer.pools.includes('previous')) previous.set(painted)
    return painted
  }

  const mix: Mix = {
    name,
    domain: domain.name,
    plan: (batch, options) => planFor(factsOf(batch, next), options) as Plan,
    apply: <B extends Batch>(batch: B, plan: Plan | Plan<Tensor>) =>
      paint(batch, plan) as Mixed<B>,
    mix: (batch, options) => {
      const plan = mix.plan(batch, options)
      return { batch: mix.apply(batch, plan), plan }
    },
    refine: (plan, found) =>
      (mixer as unknown as ConfiguredMixer<Tensor>)
        .refine(plan, found, (where, grid) => visibleOn(plan, where, grid),
          registry.services),
    forDataset: options =>
      inDataset(mix, targets?.map(target => target.name) ?? ['label'], options),
    async *batches (source, options) {
      for await (const batch of source) yield mix.mix(batch, options).batch
    },
    samples: mixSamples({
      name,
      pools: mixer.pools,
      plan: (batch, reservoir) => {
        const facts = factsOf(batch, next)
        return planFor({ ...facts, pools: { ...facts.pools, reservoir: { size: reservoir } } })
      },
      paint: (batch, plan, reservoir) => paint(batch, plan, { reservoir })
    }),
    state: async () => await writeState(name, seed, next, previous.get()),
    restore: state => {
      const read = readState(state, name, seed)
      next = read.step
      previous.set(read.previous)
      if (read.previous !== undefined) tf.dispose(tensorsOf(read.previous))
    },
    dispose: () => { previous.set(undefined) }
  }
  return mix
}
