import type { ConfiguredMixer, Facts, Plan, Recorder, Services } from '../contract/index.js'
import { family } from './family.js'

/**
 * Mixers one after the other: each mixes the outputs of the one before. Plans are chained by
 * `then`. A refinement belongs to the last of them, since it is that one's outputs the model sees.
 *
 * @throws OPTION for no mixers or several domains
 */
export function sequence<Live = never> (
  mixers: ReadonlyArray<ConfiguredMixer<Live>>
): ConfiguredMixer<Live> {
  return {
    ...family('sequence', mixers),
    options: { mixers: mixers.map(({ name, options }) => ({ name, options })) },
    plan: (facts, draw, services) => planInTurn(mixers, facts, draw, services),
    refine: (plan, signals, visible, services) =>
      withLast(plan, last => mixers[mixers.length - 1].refine(last, signals, visible, services))
  }
}

function planInTurn<Live> (
  [first, ...rest]: ReadonlyArray<ConfiguredMixer<Live>>,
  facts: Facts,
  draw: Recorder,
  services: Services
): Plan<Live> {
  const plan = first.plan(facts, draw, services)
  if (rest.length === 0) return plan
  return withLast(plan, last => ({
    ...last,
    then: planInTurn(rest, outputsOf(last, facts), draw.next(), services)
  }))
}

/** The chain with another last plan. */
function withLast<Live> (plan: Plan<Live>, change: (last: Plan<Live>) => Plan<Live>): Plan<Live> {
  return plan.then === undefined ? change(plan) : { ...plan, then: withLast(plan.then, change) }
}

/** What is known of the outputs of a plan: their class indices no longer are. */
function outputsOf (plan: Plan<unknown>, facts: Facts): Facts {
  const { labels: _mixed, ...rest } = facts
  const pools = { ...facts.pools, batch: { size: plan.size } }
  return { ...rest, size: plan.size, axes: plan.axes, frame: plan.frame, pools, signals: {} }
}
