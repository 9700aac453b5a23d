import type { Boxes, ConfiguredMixer, Plan } from '../../../core/index.js'
import { Rng, defaultRegistry, live, targetWeights } from '../../../core/index.js'
import {
  korniaCutmix, korniaJigsaw, korniaMixup, korniaMosaic, korniaTransplantation, recursivemix,
  resizemix, saliencymix
} from '../../../domains/image/index.js'
import { masks, saliency } from '../../catalogue/signals.js'
import { chanceClaim, evenClaim, exactClaim, uniformClaim } from '../claims.js'
import { chiSquare } from '../statistics.js'
import type { Study } from '../study.js'
import { counts, expected, factsOf, plansOf } from '../study.js'
import { betaClaim, lambdasOf } from './lambdas.js'
import { drawn, partnerShare } from './masks.js'
import { orders } from './orders.js'

const FRAME = [16, 12]

/** The spans of the first box of a layer, rows first. */
function spans (plan: Plan, layer = 1): number[][] {
  const { start, end } = plan.layers[layer].where as Boxes
  return [0, 1].map(axis => [start[axis], end[axis]])
}

/** Spans as the authors of CutMix cut them. */
function clipped (side: number, centre: readonly number[]): number[][] {
  return FRAME.map((length, a) => {
    const half = Math.floor(Math.trunc(length * side) / 2)
    return [Math.max(0, centre[a] - half), Math.min(length, centre[a] + half)]
  })
}

function same (a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

const centreIn = ({ draws }: Plan): number[] => [draws.centerY[0], draws.centerX[0]]

const resize: Study = {
  title: 'resizemix',
  run: count => {
    const plans = plansOf(resizemix(), count, 1, FRAME)
    const tau = (plan: Plan): number => plan.draws.tau[0]
    const alphas = plansOf(resizemix({ alpha: 1, scope: [0.4, 0.8] }), count, 1, FRAME)
    return [
      uniformClaim('τ', drawn(plans, 'tau'), 0.1, 0.8),
      evenClaim('the row of the centre', drawn(plans, 'centerY'), 16),
      evenClaim('its column', drawn(plans, 'centerX'), 12),
      exactClaim('the box has τ of every side, clipped', plans,
        plan => same(spans(plan), clipped(tau(plan), centreIn(plan))),
        { '√τ': plan => same(spans(plan), clipped(Math.sqrt(tau(plan)), centreIn(plan))) }),
      chanceClaim('τ is drawn anew where it lies outside of the scope',
        alphas.map(({ draws }) => Number(draws.tau !== undefined)), 0.6)
    ]
  }
}

/** Plans of a mixer with what else it may know. */
function plansWith (
  mixer: ConfiguredMixer, count: number, size: number, frame: readonly number[],
  more: { readonly pools?: object, readonly signals?: object }
): Plan[] {
  const rng = Rng(1)
  return Array.from({ length: count }, (_, step) => {
    const facts = factsOf(size, frame, step)
    const pools = { ...facts.pools, ...more.pools }
    const signals = { ...facts.signals, ...more.signals }
    return mixer.plan({ ...facts, pools, signals }, live(rng.fork('mix', step)),
      defaultRegistry.services)
  })
}

const recursive: Study = {
  title: 'recursivemix',
  run: count => {
    const plans = plansWith(recursivemix(), count, 1, FRAME, { pools: { previous: { size: 1 } } })
    const area = (plan: Plan): number => plan.draws.area[0]
    return [
      uniformClaim('the area', drawn(plans, 'area'), 0, 0.5),
      evenClaim('the row of the centre', drawn(plans, 'centerY'), 16),
      evenClaim('its column', drawn(plans, 'centerX'), 12),
      exactClaim('sides have the root of the area, clipped', plans,
        plan => same(spans(plan), clipped(Math.sqrt(area(plan)), centreIn(plan))),
        { 'the area': plan => same(spans(plan), clipped(area(plan), centreIn(plan))) })
    ]
  }
}

const salient: Study = {
  title: 'saliencymix',
  run: count => {
    const shape = [3, ...FRAME, 1]
    const maps = saliency({ x: { shape } }) as { data: Float32Array }
    const plans = plansWith(saliencymix(), count, 3, FRAME, { signals: { saliency: {
      ...maps, shape: shape.slice(0, 3)
    } } })
    const peak = (row: number): number[] => {
      const map = maps.data.subarray(row * 192, (row + 1) * 192)
      const at = map.indexOf(Math.max(...map))
      return [Math.floor(at / 12), at % 12]
    }
    const lies = (plan: Plan, row: number): boolean =>
      same(spans(plan), clipped(Math.sqrt(1 - plan.draws.lambda[0]), peak(row)))
    return [
      betaClaim('λ', drawn(plans, 'lambda'), 1),
      exactClaim('the box lies about the peak of the first partner', plans,
        plan => lies(plan, plan.draws.pair[0]),
        { 'of the first row': plan => lies(plan, 0) })
    ]
  }
}

const korniaMixups: Study = {
  title: 'kornia-mixup',
  run: count => {
    const plans = plansOf(korniaMixup({ share: [0.1, 0.6] }), count, 2, FRAME)
    const pairs = plans.map(plan => lambdasOf(plan).map(own => 1 - own))
    const halves = (all: ReadonlyArray<readonly number[]>): number => chiSquare(counts(
      all.map(([a, b]) => 2 * Number(a > 0.35) + Number(b > 0.35)), 4),
    expected([1, 1, 1, 1], all.length))
    return [uniformClaim('the share of the partner', pairs.flat(), 0.1, 0.6), {
      claim: 'every row has its own', p: halves(pairs),
      wrong: { 'one for both': halves(pairs.map(([a]) => [a, a])) }
    }]
  }
}

const korniaCutmixes: Study = {
  title: 'kornia-cutmix',
  run: count => {
    const plans = plansOf(korniaCutmix(), count, 1, FRAME)
    const span = (plan: Plan, axis: number, off: number): number[] => {
      const cut = Math.floor(Math.sqrt(1 - plan.draws.beta[0]) * FRAME[axis])
      const place = plan.draws[axis === 0 ? 'placeY' : 'placeX'][0]
      const start = Math.floor(place * Math.max(0, FRAME[axis] - cut - off))
      return [start, start + cut]
    }
    return [
      betaClaim('β', drawn(plans, 'beta'), 1),
      uniformClaim('the place along the rows', drawn(plans, 'placeY')),
      uniformClaim('and along the columns', drawn(plans, 'placeX')),
      exactClaim('boxes lie inside, a pixel off the end', plans,
        plan => same(spans(plan), [0, 1].map(axis => span(plan, axis, 1))),
        { 'up to the end': plan => same(spans(plan), [0, 1].map(axis => span(plan, axis, 0))) }),
      exactClaim('targets follow their area', plans, plan => {
        const [[top, bottom], [left, right]] = spans(plan)
        return Math.abs(partnerShare(plan) - (bottom - top) * (right - left) / 192) < 1e-9
      }, { 'they keep β': plan => Math.abs(partnerShare(plan) - 1 + plan.draws.beta[0]) < 1e-9 })
    ]
  }
}

const all = orders(4).map(String)

/** Every order of four is as likely. */
function anyOrder (found: readonly string[]): number {
  return chiSquare(counts(found.map(order => all.indexOf(order)), 24),
    expected(all.map(() => 1), found.length))
}

const jigsaw: Study = {
  title: 'kornia-jigsaw',
  run: count => {
    const plans = plansOf(korniaJigsaw({ grid: [2, 2] }), count, 1, FRAME)
    const found = plans.map(({ draws }) => String(draws.order))
    const swapped = plansOf(korniaJigsaw({ grid: [1, 2], reordered: true }), count, 1, FRAME)
    return [{
      claim: 'all 24 orders are as likely', p: anyOrder(found),
      wrong: { 'never 0, 1, 2, 3': anyOrder(found.filter(order => order !== '0,1,2,3')) }
    }, exactClaim('two patches change places where they must', swapped,
      ({ draws: { order } }) => String(order.slice(-2)) === '1,0',
      { 'the first order stays': ({ draws: { order } }) => String(order.slice(0, 2)) === '1,0' })]
  }
}

const mosaics: Study = {
  title: 'kornia-mosaic',
  run: count => {
    const plans = plansOf(korniaMosaic(), count, 1, FRAME)
    const pairs = plansOf(korniaMosaic(), count, 2, FRAME)
    return [
      uniformClaim('where the window starts along the columns', drawn(plans, 'startX'),
        0.3 * 12, 0.7 * 12),
      uniformClaim('and along the rows', drawn(plans, 'startY'), 0.3 * 16, 0.7 * 16),
      evenClaim('the second image of the first row', pairs.map(({ draws }) => draws.tiles[0]), 6),
      exactClaim('the image itself keeps what the window sees of it', plans, plan => {
        const [x, y] = [plan.draws.startX[0], plan.draws.startY[0]].map(Math.floor)
        return Math.abs(targetWeights(plan)[0][0] - (16 - y) * (12 - x) / 192) < 1e-9
      }, { 'height and width exchanged': plan => {
        const [x, y] = [plan.draws.startX[0], plan.draws.startY[0]].map(Math.floor)
        return Math.abs(targetWeights(plan)[0][0] - (16 - x) * (12 - y) / 192) < 1e-9
      } })
    ]
  }
}

const transplants: Study = {
  title: 'kornia-transplantation',
  run: count => {
    const shape = [2, ...FRAME, 1]
    const plans = plansWith(korniaTransplantation(), count, 2, FRAME, { signals: {
      masks: masks({ x: { shape } })
    } })
    return [
      chanceClaim('half of the images take something over', drawn(plans, 'mix'), 0.5),
      evenClaim('its class', plans.flatMap(({ draws }) => draws.class ?? []), CLASSES)
    ]
  }
}

/** Class masks of the catalogue hold so many classes. */
const CLASSES = 4

export const studies: readonly Study[] = [
  resize, recursive, salient, korniaMixups, korniaCutmixes, jigsaw, mosaics, transplants
]
