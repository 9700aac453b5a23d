import { Rng, defaultRegistry, live } from '../../../core/index.js'
import { ada } from '../../../domains/regression/index.js'
import { chiSquare } from '../statistics.js'
import type { Study } from '../study.js'
import { counts, expected, factsOf, uniformity } from '../study.js'

/** The γ of some plans: every row is divided by √γ first. */
function gammasOf (options: Parameters<typeof ada>[0], count: number, seed: number): number[] {
  const rng = Rng(seed)
  const mixer = ada(options)
  const anchors = Int32Array.of(0, 1, 0, 1)
  return Array.from({ length: count }, (_, step) => {
    const facts = { ...factsOf(4, [1, 1], step), signals: { anchors } }
    const plan = mixer.plan(facts, live(rng.fork('mix', step)), defaultRegistry.services)
    return (plan.layers[0].coefficient as number) ** -2
  })
}

/** By hand, for alpha 2 and ten values. */
const list = [2, 1.8, 1.6, 1.4, 1.2, 0.8333, 0.7143, 0.625, 0.5556, 0.5]

/** How probable it is that γ are from a list, each as likely. */
function fromList (gammas: readonly number[], values: readonly number[]): number {
  const places = gammas.map(gamma => {
    const at = values.findIndex(value => Math.abs(value - gamma) < 1e-9)
    return at < 0 ? values.length : at
  })
  const shares = [...values.map(() => 1), 0]
  return chiSquare(counts(places, values.length + 1), expected(shares, gammas.length))
}

const listed: Study = {
  title: 'the γ of ada from its list',
  run: count => {
    const gammas = gammasOf({ alpha: 2, values: 10 }, count, 31)
    return [{
      claim: 'γ is one of the list, each as likely',
      p: fromList(gammas, list),
      wrong: {
        'only those above 1': fromList(gammas, list.slice(0, 5)),
        'one more, which is 1': fromList(gammas, [...list, 1]),
        'reciprocals that are not rounded':
          fromList(gammas, list.map(gamma => gamma < 1 ? 1 / list[9 - list.indexOf(gamma)] : gamma))
      }
    }]
  }
}

const uniform: Study = {
  title: 'the γ of ada between its ends',
  run: count => {
    const gammas = gammasOf({ alpha: 3, gamma: 'uniform' }, count, 32)
    const between = (low: number, high: number): number =>
      uniformity(gammas.map(gamma => (gamma - low) / (high - low)))
    return [{
      claim: 'γ ~ U(1 / 3, 3)',
      p: between(1 / 3, 3),
      wrong: {
        'alpha a quarter larger': between(1 / 3.75, 3.75),
        'from 0': between(0, 3),
        'as likely above 1 as below': uniformity(gammas.map(gamma =>
          Math.log(gamma * 3) / Math.log(9)))
      }
    }]
  }
}

export const studies: readonly Study[] = [listed, uniform]
