import type { ConfiguredMixer, Index, Plan } from '../../../core/index.js'
import { Rng, defaultRegistry, flip, live } from '../../../core/index.js'
import { listIndices, listNumbers } from '../../../core/plan/rules.js'
import {
  crossModal, dropMix, embeddingExpansion, geodesic, iMix, metrixMix, mixCo, mixGen, mixup,
  mochi, multiModalMix, supReMix, unMix
} from '../../../domains/embedding/index.js'
import { streamsOf } from '../../../domains/embedding/objectives/sup-re-mix-rows.js'
import { chanceClaim, evenClaim, exactClaim, uniformClaim } from '../claims.js'
import { chiSquare, incompleteBeta, ksTest } from '../statistics.js'
import type { Claim, Study } from '../study.js'
import { counts, expected, plansOf as plansOfImages } from '../study.js'
import { betaClaim, lambdasOf } from './lambdas.js'
import { drawn } from './masks.js'
import { orderClaim } from './orders.js'

/** Plans of rows of four numbers, one a step; a bank has ten. */
function plansOf (
  mixer: ConfiguredMixer, count: number, size = 4, known: { readonly labels?: Int32Array } = {}
): Plan[] {
  const rng = Rng(11)
  const pools = { batch: { size }, text: { size }, bank: { size: 10 } }
  const facts = { size, shape: [4], axes: ['feature'], frame: [4], pools, signals: {}, ...known }
  return Array.from({ length: count }, (_, step) =>
    mixer.plan({ ...facts, step }, live(rng.fork('mix', step)), defaultRegistry.services))
}

const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-9
const lambda = ({ draws }: Plan): number => draws.lambda[0]
const rowsOf = (plan: Plan, layer: number): number[] =>
  [...listIndices(plan.layers[layer].source!.rows as Index, plan.size)]

/** Two numbers are independent: no quarter of their plane has more than its share. */
function apartClaim (
  claim: string, pairs: ReadonlyArray<readonly [number, number]>, middle: number
): Claim {
  const p = (of: typeof pairs): number => chiSquare(
    counts(of.map(([a, b]) => 2 * Number(a > middle) + Number(b > middle)), 4),
    expected([1, 1, 1, 1], of.length))
  return { claim, p: p(pairs), wrong: { 'one for both': p(pairs.map(([a]) => [a, a])) } }
}

/** One λ a batch, of which the row keeps its share. */
function lambdas (
  title: string, mixer: ConfiguredMixer, alpha: number, partner?: readonly number[]
): Study {
  return {
    title: `${title} of embeddings`,
    run: count => {
      const plans = plansOf(mixer, count)
      return [
        betaClaim('λ', drawn(plans, 'lambda'), alpha),
        exactClaim('the row keeps λ', plans, plan => near(lambdasOf(plan)[0], lambda(plan)),
          { 'λ flipped': plan => near(lambdasOf(plan)[0], 1 - lambda(plan)) }),
        ...partner === undefined ? [] : [exactClaim('the partner is no chance', plans,
          plan => String(rowsOf(plan, 1)) === String(partner),
          { reversed: plan => String(rowsOf(plan, 1)) === String([...partner].reverse()) })]
      ]
    }
  }
}

const views: Study = {
  title: 'i-mix',
  run: count => {
    const plans = plansOf(iMix(), count)
    const rest = plans.map(plan => lambdasOf(plan).map(share => 1 - share))
    return [
      uniformClaim('what is seen of the partner', rest.map(([share]) => share), 0, 0.5),
      apartClaim('rows have a λ of their own', rest.map(([a, b]) => [a, b] as const), 0.25),
      orderClaim(plans, plansOf(iMix({ pairing: flip() }), count))
    ]
  }
}

const halves: Study = {
  title: 'mix-co',
  run: count => {
    const plans = plansOf(mixCo(), count)
    return [
      uniformClaim('λ', plans.map(lambda)),
      apartClaim('mixes have a λ of their own',
        plans.map(({ draws: { lambda: [a, b] } }) => [a, b] as const), 0.5),
      exactClaim('row i is mixed with row i + n / 2', plans,
        plan => String(rowsOf(plan, 1)) === '2,3', { 'with the next': plan =>
          String(rowsOf(plan, 1)) === '1,2' }),
      exactClaim('the first keeps λ', plans, plan => near(lambdasOf(plan)[1],
        plan.draws.lambda[1]), { 'λ of another': plan =>
        near(lambdasOf(plan)[1], lambda(plan)) })
    ]
  }
}

const unmixed: Study = {
  title: 'un-mix',
  run: count => {
    const plans = plansOfImages(unMix({ whole: 0.3 }), count, 4, [6, 5])
    const boxed = plans.filter(({ layers: [, over] }) => over.where !== undefined)
    return [
      betaClaim('λ', drawn(plans, 'lambda'), 1),
      chanceClaim('three of ten are mixed whole', plans.map(({ layers: [, over] }) =>
        Number(over.where === undefined)), 0.3),
      evenClaim('the row of the centre', drawn(boxed, 'height'), 6),
      evenClaim('its column', drawn(boxed, 'width'), 5)
    ]
  }
}

const hard: Study = {
  title: 'mochi',
  run: count => {
    const plans = plansOf(mochi({ hardest: 6, pairs: 1, withQuery: 1 }), count, 1)
    const ranks = plans.map(({ layers }) =>
      layers.map(({ source }) => listIndices(source!.rows as Index, 1)[0]))
    const shares = (layer: number): number[] =>
      plans.map(({ layers }) => listNumbers(layers[layer].coefficient as number, 1)[0])
    return [
      evenClaim('the rank below', ranks.map(([below]) => below), 6),
      evenClaim('the rank above', ranks.map(([, above]) => above), 6),
      evenClaim('that of the one mixed with the anchor', ranks.map(each => each[2]), 6),
      evenClaim('a pair of them, with replacement', ranks.map(([a, b]) => 6 * a + b), 36),
      uniformClaim('α', shares(1)),
      uniformClaim('the share of the anchor', shares(3), 0, 0.5)
    ]
  }
}

const dropped: Study = {
  title: 'drop-mix',
  run: count => {
    const plans = plansOf(dropMix({ easiest: 0.2, hardest: 0.1 }), count, 6)
    return [
      exactClaim('neither the easiest nor the hardest are taken', plans,
        plan => String(rowsOf(plan, 0)) === '4,3,2,1',
        { 'all but the hardest': plan => String(rowsOf(plan, 0)) === '5,4,3,2,1' }),
      orderClaim(plans.map(plan => ({ ...plan, layers: [plan.layers[0], {
        source: { rows: Int32Array.from(rowsOf(plan, 1), rank => 4 - rank) }
      }] })), plansOf(iMix({ pairing: flip() }), count))
    ]
  }
}

const streamed: Study = {
  title: 'sup-re-mix',
  run: count => {
    const shares = plansOf(supReMix(), count, 3).map(plan =>
      streamsOf(plan, [1, 2, 2]).shares as Float64Array)
    const p = (alpha: number, beta: number): number =>
      ksTest(shares.map(each => each[1]), x => incompleteBeta(alpha, beta, x))
    const told = (each: Float64Array): string => Array.from(each, Number.isNaN).map(Number).join('')
    return [
      { claim: 'the share of the anchor ~ Beta(2, 8)', p: p(2, 8),
        wrong: { 'that of the other': p(8, 2), 'a quarter more': p(2.5, 8) } },
      apartClaim('every row has its own', shares.map(each => [each[1], each[2]] as const),
        0.17962 /* the median of Beta(2, 8) */),
      exactClaim('rows of one target are not mixed', shares, each => told(each) === '100011011',
        { 'all but the row itself': each => told(each) === '100010001' })
    ]
  }
}

const kinds: Study = {
  title: 'm3-mix',
  run: count => {
    const plans = plansOf(multiModalMix({ v: 1, l: 1, vl: 1, m2: 1, alphaVl: 2, alphaM2: 1 }),
      count)
    const pairs = plans.map(({ draws: { v: [v], l: [l] } }) => [v, l] as const)
    return [
      betaClaim('λ of V-Mix', drawn(plans, 'v'), 0.5),
      betaClaim('of L-Mix', drawn(plans, 'l'), 0.5),
      betaClaim('of VL-Mix', drawn(plans, 'vl'), 2), betaClaim('of m²-Mix', drawn(plans, 'm2'), 1),
      apartClaim('images and texts have a λ of their own', pairs, 0.5),
      exactClaim('but both have one in VL-Mix', plans, ({ layers, draws: { vl: [share] } }) =>
        [5, 7].every(layer => near(layers[layer].coefficient as number, 1 - share)),
      { 'that of V-Mix': ({ layers, draws: { v: [share] } }) =>
        near(layers[5].coefficient as number, 1 - share) })
    ]
  }
}

const still: Study = {
  title: 'mix-gen and embedding-expansion, which draw nothing',
  run: count => {
    const some = Math.ceil(count / 100)
    const [mixes, points] = [plansOf(mixGen({ lambda: 0.3 }), some),
      plansOf(embeddingExpansion(), some)]
    return [
      exactClaim('the first quarter is mixed with what follows', mixes,
        ({ layers: [, { source, coefficient }] }) =>
          String(source!.rows as Int32Array) === '1' && near(coefficient as number, 0.7),
        { 'λ flipped': ({ layers: [, { coefficient }] }) => near(coefficient as number, 0.3) }),
      exactClaim('points lie at equal steps to the other row of a pair', points,
        plan => String(rowsOf(plan, 1)) === '1,0,3,2,1,0,3,2,1,0,3,2' &&
          [0, 1 / 3, 2 / 3].every((step, k) =>
            near((plan.layers[1].coefficient as Float64Array)[4 * k], step)),
        { 'to the next row': plan => String(rowsOf(plan, 1)).startsWith('1,2,3,0') })
    ]
  }
}

const between: Study = {
  title: 'metrix',
  run: count => {
    const plans = plansOf(metrixMix(), count, 4, { labels: Int32Array.of(0, 0, 1, 2) })
    const withPositives = ({ draws }: Plan): boolean => draws.positives[0] === 1
    const rows = (plan: Plan): string => [0, 1].map(layer => rowsOf(plan, layer)).join(' with ')
    // Of two rows of a class each meets the others; the two without a like meet all others
    const ofPositives = '1,1,0,0 with 2,3,2,3'
    const ofAnchors = '2,2,2,3,3,3 with 0,1,3,0,1,2'
    return [
      betaClaim('λ', drawn(plans, 'lambda'), 2),
      chanceClaim('a coin a batch: positives, or anchors without any',
        plans.map(plan => Number(withPositives(plan))), 0.5),
      exactClaim('whom negatives meet', plans,
        plan => rows(plan) === (withPositives(plan) ? ofPositives : ofAnchors),
        { 'the coin turned': plan =>
          rows(plan) === (withPositives(plan) ? ofAnchors : ofPositives) }),
      exactClaim('λ is the share of the positive', plans,
        ({ layers: [, { coefficient }], draws }) =>
          near(coefficient as number, 1 - draws.lambda[0]),
        { 'λ flipped': ({ layers: [, { coefficient }], draws }) =>
          near(coefficient as number, draws.lambda[0]) })
    ]
  }
}

export const studies: readonly Study[] = [
  lambdas('geodesic', geodesic(), 0.5, [3, 2, 1, 0]),
  lambdas('m²-mix', crossModal(), 0.5, [0, 1, 2, 3]),
  lambdas('mixup', mixup(), 2), views, halves, unmixed, hard, dropped, streamed, kinds, still,
  between
]
