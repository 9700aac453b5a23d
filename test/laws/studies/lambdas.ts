import type { ConfiguredMixer, Plan } from '../../../core/index.js'
import { flip, targetWeights } from '../../../core/index.js'
import {
  kerasMixup, manifoldMixup, mixup, timm, torchvisionMixup
} from '../../../domains/image/index.js'
import { exactClaim, uniformClaim } from '../claims.js'
import { chiSquare, incompleteBeta, ksTest } from '../statistics.js'
import type { Claim, Study } from '../study.js'
import { counts, expected, plansOf } from '../study.js'
import { orderClaim } from './orders.js'

const FRAME = [6, 5]

/** λ of a mixup: how much is seen of the own row of every output of a plan that mixes. */
export function lambdasOf ({ layers: [, over] }: Plan): readonly number[] {
  const { coefficient } = over
  return (coefficient instanceof Float64Array ? [...coefficient] : [coefficient as number])
    .map(share => 1 - share)
}

/** λ ~ Beta(alpha, alpha), and not of an alpha that is a quarter larger. */
export function betaClaim (claim: string, lambdas: readonly number[], alpha: number): Claim {
  const p = (of: number): number => ksTest(lambdas, x => incompleteBeta(of, of, x))
  return { claim: `${claim} ~ Beta(${alpha}, ${alpha})`, p: p(alpha), wrong: {
    'α · 1.25': p(alpha * 1.25), 'α / 1.25': p(alpha / 1.25)
  } }
}

/** The own row weighs λ in the target, and not 1 - λ. */
function sidesClaim (plans: readonly Plan[], drawn: string): Claim {
  const agree = (side: (lambda: number) => number): number => Number(plans.every(plan =>
    Math.abs((targetWeights(plan)[0])[0] - side(plan.draws[drawn][0])) < 1e-7))
  return {
    claim: 'the own row weighs λ', p: agree(lambda => lambda),
    wrong: { 'λ flipped': agree(lambda => 1 - lambda) }
  }
}

/** Two numbers in (0, 1) are independent: chi-square over their quarters. */
function independence (pairs: ReadonlyArray<readonly [number, number]>, median: number): number {
  const cell = ([a, b]: readonly [number, number]): number =>
    2 * Number(a > median) + Number(b > median)
  return chiSquare(counts(pairs.map(cell), 4), expected([1, 1, 1, 1], pairs.length))
}

function ofAlpha (
  title: string, mixer: ConfiguredMixer, alpha: number, drawn = 'lambda'
): Study {
  return {
    title: `${title} of α = ${alpha}`,
    run: count => {
      const plans = plansOf(mixer, count, 4, FRAME, 3)
      const lambdas = plans.flatMap(lambdasOf)
      return [betaClaim('λ', lambdas, alpha), sidesClaim(plans, drawn)]
    }
  }
}

const lambdaEach: Study = {
  title: 'mixup of a λ for every row',
  run: count => {
    const plans = plansOf(mixup({ alpha: 0.4, per: 'sample' }), count, 2, FRAME)
    const pairs = plans.map(plan => lambdasOf(plan) as [number, number])
    return [betaClaim('λ', pairs.flat(), 0.4), {
      claim: 'rows have a λ of their own',
      p: independence(pairs, 0.5),
      wrong: { 'one λ for both': independence(pairs.map(([a]) => [a, a]), 0.5) }
    }]
  }
}

const targetLambda: Study = {
  title: 'mixup of another λ for the targets',
  run: count => {
    const plans = plansOf(mixup({ targetLambda: 'independent' }), count, 2, FRAME)
    const pairs = plans.map(plan =>
      [lambdasOf(plan)[0], (targetWeights(plan)[0])[0]] as const)
    return [betaClaim('λ of the targets', pairs.map(([, weight]) => weight), 1), {
      claim: 'targets have a λ of their own',
      p: independence(pairs, 0.5),
      wrong: { 'the same λ': independence(pairs.map(([a]) => [a, a]), 0.5) }
    }]
  }
}

const larger: Study = {
  title: 'mixup of the larger λ',
  run: count => {
    const plans = plansOf(mixup({ atLeastHalf: true }), count, 2, FRAME)
    const is = (plan: Plan, lambda: number): boolean =>
      Math.abs(lambdasOf(plan)[0] - lambda) < 1e-12
    return [
      uniformClaim('the larger of a uniform λ and its rest', plans.map(plan => lambdasOf(plan)[0]),
        0.5, 1),
      exactClaim('it is the drawn one, or its rest', plans,
        plan => is(plan, Math.max(plan.draws.lambda[0], 1 - plan.draws.lambda[0])),
        { 'the drawn one': plan => is(plan, plan.draws.lambda[0]) })
    ]
  }
}

const kerasRows: Study = {
  title: 'keras-mixup',
  run: count => {
    const pairs = plansOf(kerasMixup({ alpha: 0.5 }), count, 2, FRAME)
      .map(plan => lambdasOf(plan) as [number, number])
    return [betaClaim('λ', pairs.flat(), 0.5), {
      claim: 'rows have a λ of their own',
      p: independence(pairs, 0.5),
      wrong: { 'one λ for both': independence(pairs.map(([a]) => [a, a]), 0.5) }
    }]
  }
}

const manifoldLayers: Study = {
  title: 'the layer of manifold mixup',
  run: count => {
    const plans = plansOf(manifoldMixup(), count, 4, FRAME)
    const layers = counts(plans.map(({ draws }) => draws.layer[0]), 4)
    return [betaClaim('λ', plans.flatMap(lambdasOf), 2), {
      claim: 'the layer is one of three',
      p: chiSquare(layers, expected([1, 1, 1, 0], count)),
      wrong: { 'one of four': chiSquare(layers, expected([1, 1, 1, 1], count)) }
    }, orderClaim(plans, plansOf(manifoldMixup({ pairing: flip() }), count, 4, FRAME))]
  }
}

export const studies: readonly Study[] = [
  ofAlpha('mixup', mixup({ alpha: 0.2 }), 0.2),
  ofAlpha('mixup', mixup(), 1),
  ofAlpha('torchvision-mixup', torchvisionMixup(), 1),
  ofAlpha('timm\'s mixup', timm({ mixupAlpha: 0.8 }), 0.8, 'mixupLambda'),
  ofAlpha('timm\'s mixup for every element', timm({ mixupAlpha: 0.8, mode: 'elem' }), 0.8,
    'mixupLambda'),
  lambdaEach,
  targetLambda,
  larger,
  kerasRows,
  manifoldLayers
]
