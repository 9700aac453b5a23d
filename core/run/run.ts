import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { plain } from '../compose/plain.js'
import type { Batch, ConfiguredMixer, Facts, Plan } from '../contract/index.js'
import { check } from '../plan/check.js'
import { Rng, live } from '../random/index.js'
import { canvasOf } from './canvas.js'
import type { Pools } from './gather.js'
import { gather, isReader } from './gather.js'
import { held, tensorsOf } from './held.js'
import type { StepOptions } from './mix.js'
import type { Setting } from './options.js'
import { checkedBatch } from './options.js'
import { signalsAtOnce, signalsInTime } from './signals.js'
import type { MixState } from './state.js'
import { readState, writeState } from './state.js'

type Signals = Readonly<Record<string, unknown>>

/** A mixer at work: its next step, its pools, and what it holds from one step to the next. */
export interface Run {
  /** The pools of the step that mixes a batch, but for that one. */
  pools (batch: Batch): Pools
  /** Checks a batch, and says what a plan may know of it but for signals. */
  facts (batch: Batch, pools: Pools, asked: StepOptions): Facts
  /** Decides. */
  plan (facts: Facts, asked: StepOptions, signals: Signals): Plan<Tensor>
  /** What signals say of a batch: nothing where nothing is mixed. */
  signals (batch: Batch, asked: StepOptions): Signals
  /** The same where a signal must be waited for. */
  awaitSignals (batch: Batch, asked: StepOptions): Promise<Signals>
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
  const asks = [...new Set([...mixer.signals,
    ...(mixer.optionalSignals ?? []).filter(signal => Object.hasOwn(signals, signal))])]
  const rng = Rng(seed)
  const previous = held()
  let next = 0

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
    pools: batch => {
      const before = previous.get()
      const given = pools(checkedBatch(name, 'batch', batch))
      return before === undefined ? given : { ...given, previous: before }
    },
    signals: (batch, { training = true }) => training
      ? signalsAtOnce(name, asks, signals, batch)
      : {},
    awaitSignals: async (batch, { training = true }) => training
      ? await signalsInTime(asks, signals, batch)
      : {},
    facts: (batch, pools, { step = next }) =>
      canvas.facts(checkedBatch(name, 'batch', batch), pools, step),
    plan: (facts, { step = next, training = true, draws }, found) => {
      const chosen = (training ? mixer : plain()) as ConfiguredMixer<Tensor>
      return chosen.plan({ ...facts, signals: found },
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
        if (domain.renamed !== undefined)
          painted = { ...painted, x: domain.renamed(painted.x, gathered.rows) }
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
