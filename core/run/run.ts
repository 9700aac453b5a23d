import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { plain } from '../compose/plain.js'
import type { Batch, ConfiguredMixer, Plan, PoolFacts } from '../contract/index.js'
import { fail } from '../errors.js'
import { check } from '../plan/check.js'
import { Rng, live } from '../random/index.js'
import { canvasOf } from './canvas.js'
import { held, tensorsOf } from './held.js'
import type { StepOptions } from './mix.js'
import type { Setting } from './options.js'
import { checkedBatch } from './options.js'
import type { MixState } from './state.js'
import { readState, writeState } from './state.js'

type Pools = Readonly<Record<string, Batch>>

/** A mixer at work: its next step, its pools, and what it holds from one step to the next. */
export interface Run {
  /** The pools of this step, but for the batch. */
  pools (): Pools
  /** Decides. A reservoir is known by its size only: its rows are gathered once they are chosen. */
  plan (batch: Batch, pools: Pools, asked: StepOptions, reservoir?: PoolFacts): Plan<Tensor>
  /** Carries a plan out. */
  paint (batch: Batch, plan: Plan<Tensor>, pools: Pools): Batch
  /** Keeps what was painted, for a mixer that looks back. */
  hold (painted: Batch, asked?: StepOptions): Batch
  /** Ends a step that went well: one that throws is not counted. */
  count (asked: StepOptions): void
  state (): Promise<MixState>
  restore (state: MixState): void
  dispose (): void
}

export function runOf<Live> (
  mixer: ConfiguredMixer<Live>, { domain, targets, seed, registry, pools, signals }: Setting
): Run {
  const { name } = mixer
  const canvas = canvasOf(name, domain, targets)
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

  return {
    pools: () => {
      const before = previous.get()
      return before === undefined ? pools() : { ...pools(), previous: before }
    },
    plan: (batch, pools, { step = next, training = true, draws }, reservoir) => {
      const facts = canvas.facts(checkedBatch(name, 'batch', batch), pools, step)
      const chosen = (training ? mixer : plain()) as ConfiguredMixer<Tensor>
      const known = reservoir === undefined ? facts.pools : { ...facts.pools, reservoir }
      return chosen.plan(
        { ...facts, pools: known, signals: training ? signalsOf(batch) : {} },
        draws ?? live(rng.fork('mix', step)), registry.services)
    },
    paint: (batch, plan, pools) => {
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
    },
    hold: (painted, { training = true } = {}) => {
      if (training && mixer.pools.includes('previous')) previous.set(painted)
      return painted
    },
    count: ({ step, training = true }) => {
      if (training && step === undefined) next++
    },
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
