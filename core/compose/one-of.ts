import type { Tensor } from '@tensorflow/tfjs-core'
import type { ConfiguredMixer, Plan, Services, Visible } from '../contract/index.js'
import { fail } from '../errors.js'
import { family } from './family.js'

/** A mixer, or one with its weight. */
export type Choice<Live> = ConfiguredMixer<Live> | Weighted<Live>

/**
 * One of several mixers, drawn anew for every batch. The plan is the chosen mixer's, with `branch`
 * saying which.
 *
 * @param choices - mixers, or `[mixer, weight]` with weights of at least 0 that need not sum to 1
 * @throws OPTION for no mixers, several domains, or weights that are negative, not finite or all 0
 */
export function oneOf<Live = never> (choices: ReadonlyArray<Choice<Live>>): ConfiguredMixer<Live> {
  if (!Array.isArray(choices)) throw fail('OPTION', 'one-of', 'mixers', 'must be a list', choices)
  const list = Array.from(choices as ReadonlyArray<Choice<Live>>)
  const mixers = list.map(choice => isWeighted(choice) ? choice[0] : choice)
  const weights = list.map(choice => isWeighted(choice) ? choice[1] : 1)
  const about = family('one-of', mixers)
  if (!weights.every(weight => Number.isFinite(weight) && weight >= 0) ||
    !weights.some(weight => weight > 0)) {
    throw fail('OPTION', 'one-of', 'weights', 'must be finite and at least 0, one of them above 0',
      weights)
  }
  return {
    ...about,
    options: { mixers: mixers.map(({ name, options }) => ({ name, options })), weights },
    plan: (facts, draw, services) => {
      const chosen = draw.categorical('branch', weights)
      return through(chosen, mixers[chosen].plan(facts, draw.fork(chosen), services))
    },
    refine: (...asked) => refineBranch(mixers, ...asked)
  }
}

type Weighted<Live> = readonly [ConfiguredMixer<Live>, number]

function isWeighted<Live> (choice: Choice<Live>): choice is Weighted<Live> {
  return Array.isArray(choice)
}

/** The plan of a branch, with the way to it before its own. */
export function through<Live> (chosen: number, plan: Plan<Live>): Plan<Live> {
  return { ...plan, branch: [chosen, ...plan.branch ?? []] }
}

/** Lets the mixer that made a plan refine it. */
export function refineBranch<Live> (
  mixers: ReadonlyArray<ConfiguredMixer<Live>>, plan: Plan<Tensor>,
  signals: Readonly<Record<string, Tensor>>, visible: Visible<Tensor>, services: Services
): Plan<Tensor> {
  const [chosen, ...rest] = plan.branch ?? []
  const mixer = mixers[chosen] as ConfiguredMixer<Live> | undefined
  if (mixer === undefined) return plan
  const { branch: _way, ...without } = plan
  const inner = rest.length === 0 ? without : { ...without, branch: rest }
  return through(chosen, mixer.refine(inner, signals, visible, services))
}
