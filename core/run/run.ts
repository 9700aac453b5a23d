import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { plain } from '../compose/plain.js'
import type { Batch, ConfiguredMixer, Plan } from '../contract/index.js'
import { fail } from '../errors.js'
import { check } from '../plan/check.js'
import { Rng, live } from '../random/index.js'
import { canvasOf } from './canvas.js'
import type { Pools } from './gather.js'
import { gather, isReader } from './gather.js'
import { held, tensorsOf } from './held.js'
import type { StepOptions } from './mix.js'
import type { Setting } from './options.js'
import { checkedBatch } from './options.js'
import type { MixState } from './state.js'
import { readState, writeState } from './state.js'

/** A mixer at work: its next step, its pools, and what it holds from one step to the next. */
export interface Run {
  /** The pools of this step, but for the batch. */
  pools (): Pools
  /** Decides. */
  plan (batch: Batch, pools: Pools, asked: StepOptions): Plan<Tensor>
  /** Carries a plan out, or a part of it. */
  paint (batch: Batch, plan: Plan<Tensor>, pools: Pools, part?: Plan): Batch
  /** Keeps what was painted, for a mixer that looks back. */
  hold (painted: Batch, asked?: StepOptions): Batch
  /** Ends a step that went well: one that throws is not counted. */
  count (asked: StepOptions): void
  /** The generator of the order in which a data set is gone through from this step on. */
  order (): Rng
  state (): Promise<MixState>
  restore (state: MixState): void
  dispose (): void
}

export function runOf<Live> (
  mixer: ConfiguredMixer<Live>, { domain, targets, seed, registry, pools, signals }: Setting
): Run {
  const { name } = mixer
  const canvas = canvasOf(mixer, domain, targets)
  const rng = Rng(seed)
  const previous = held()
  let next = 0

  const signalsOf = (batch: Batch): Record<string, unknown> =>
    Object.fromEntries(mixer.signals.map(signal =>
      [signal, atOnce(name, signal, signals[signal](batch))]))

  /** That a batch from elsewhere could have been held here. */
  const checkHeld = (batch: Batch): void => {
    canvas.facts(batch, {}, 0)
    canvas.encode(batch)
  }

  /** Only rows that are shown are read in a step, so the whole of a pool is checked before. */
  const checked = new WeakSet<Batch>()
  const checkOnce = (pools: Pools): void => {
    for (const [name, pool] of Object.entries(pools)) {
      if (isReader(pool) || pool === pools.previous || checked.has(pool)) continue
      canvas.encode(pool, name)
      checked.add(pool)
    }
  }

  return {
    pools: () => {
      const before = previous.get()
      return before === undefined ? pools() : { ...pools(), previous: before }
    },
    plan: (batch, pools, { step = next, training = true, draws }) => {
      const facts = canvas.facts(checkedBatch(name, 'batch', batch), pools, step)
      const chosen = (training ? mixer : plain()) as ConfiguredMixer<Tensor>
      return chosen.plan({ ...facts, signals: training ? signalsOf(batch) : {} },
        draws ?? live(rng.fork('mix', step)), registry.services)
    },
    paint: (batch, plan, pools, part = plan as Plan) => {
      check(plan,
        { domain, pools: canvas.facts(checkedBatch(name, 'batch', batch), pools, 0).pools })
      let painted: Batch = batch
      tf.tidy(() => {
        checkOnce(pools)
        const { previous: before, ...others } = pools
        const gathered = gather(part, others, batch)
        const encoded = Object.entries({ ...gathered.pools, batch })
          .map(([pool, each]) => [pool, canvas.encode(each, pool)])
        // What is held was encoded when it was mixed: smoothing is not done twice.
        const held = before === undefined ? {} : { previous: before }
        painted = canvas.paint(gathered.plan,
          { ...Object.fromEntries(encoded), ...held } as Record<string, Batch>)
        return tensorsOf(painted)
      })
      return painted
    },
    hold: (painted, { training = true } = {}) => {
      if (training && mixer.pools.includes('previous')) previous.set(painted)
      return painted
    },
    count: ({ step, training = true }) => {
      if (training && step === undefined) next++
    },
    order: () => rng.fork('order', next),
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
}

/** What a signal gives, which must be there when the plan is made. */
function atOnce (who: string, signal: string, value: unknown): unknown {
  if (typeof (value as PromiseLike<unknown> | null | undefined)?.then !== 'function') return value
  // Nobody waits for it, and a rejection that nobody waits for ends the process.
  void Promise.resolve(value).catch(() => undefined)
  throw fail('SIGNAL', who, signal, 'its function must not be asynchronous')
}
