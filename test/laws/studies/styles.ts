import type { Boxes, ConfiguredMixer, Plan } from '../../../core/index.js'
import { Rng, defaultRegistry, live } from '../../../core/index.js'
import { fftN, gaussianField } from '../../../core/math/index.js'
import { stream } from '../../../core/random/stream.js'
import { mirror, stylecutmix, stylemix, yoco } from '../../../domains/image/index.js'
import { chanceClaim, evenClaim, exactClaim, uniformClaim } from '../claims.js'
import { ksTest } from '../statistics.js'
import type { Study } from '../study.js'
import { factsOf, plansOf } from '../study.js'
import { betaClaim } from './lambdas.js'
import { drawn } from './masks.js'

const FRAME = [9, 7]
const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-9

/** Plans of a mixer whose pool holds the styles of a batch of two. */
function styledPlans (mixer: ConfiguredMixer, count: number): Plan[] {
  const facts = factsOf(2, FRAME)
  const pools = { ...facts.pools, styles: { size: 4 } }
  return Array.from({ length: count }, (_, step) => mixer.plan(
    { ...facts, step, pools }, live(Rng(5).fork('mix', step)), defaultRegistry.services))
}

const stylemixStudy: Study = {
  title: 'stylemix',
  run: count => {
    const plans = styledPlans(stylemix({ alpha: 0.6, content: 0.7 }), count)
    const of = ({ draws: { content: [rc], style: [rs], overlap: [t] } }: Plan) => ({ rc, rs, t })
    const places = plans.map(of).map(({ rc, rs, t }) => {
      const [low, high] = [Math.max(0, rc + rs - 1), Math.min(rc, rs)]
      return high > low ? (t - low) / (high - low) : 0.5
    }).filter(place => place !== 0.5)
    return [
      betaClaim('the share of the content', drawn(plans, 'content'), 0.6),
      betaClaim('the share of the style', drawn(plans, 'style'), 0.6),
      uniformClaim('the place of the overlap between what both shares allow', places),
      exactClaim('the four parts sum to 1, by content and by style', plans, plan => {
        const { rc, rs } = of(plan)
        const [own, other, mine, theirs] = plan.layers.map(layer => layer.coefficient as number)
        return near(own + other + mine + theirs, 1) && near(own + mine, rc) &&
          near(own + theirs, rs)
      }, {
        'content and style exchanged': plan => {
          const [own, , mine] = plan.layers.map(layer => layer.coefficient as number)
          return near(own + mine, of(plan).rs)
        }
      }),
      exactClaim('targets are 0.7 of the content and 0.3 of the style', plans,
        plan => near(plan.layers[0].weight as number, 0.7 * of(plan).rc + 0.3 * of(plan).rs),
        { 'half of both': plan =>
          near(plan.layers[0].weight as number, 0.5 * of(plan).rc + 0.5 * of(plan).rs) })
    ]
  }
}

function areaOf (plan: Plan): number {
  const { start, end } = plan.layers[2].where as Boxes
  return (end[0] - start[0]) * (end[1] - start[1]) / (FRAME[0] * FRAME[1])
}

const stylecutmixStudy: Study = {
  title: 'stylecutmix',
  run: count => {
    const plans = styledPlans(stylecutmix({ alpha: 0.8, gamma: 2 }), count)
    const weight = (plan: Plan): number => (plan.layers[2].weight as Float64Array)[0]
    const target = (plan: Plan, g: number): number =>
      0.7 * areaOf(plan) + 0.3 * (g * areaOf(plan) + (1 - g) * plan.draws.style[0])
    return [
      betaClaim('λ', drawn(plans, 'lambda'), 0.8),
      betaClaim('the share of the style', drawn(plans, 'style'), 0.8),
      betaClaim('γ', drawn(plans, 'gamma'), 2),
      evenClaim('the row of the centre', drawn(plans, 'centerY'), FRAME[0]),
      evenClaim('the column of the centre', drawn(plans, 'centerX'), FRAME[1]),
      exactClaim('the box is at most λ large, which is the share of the image itself', plans,
        plan => areaOf(plan) <= plan.draws.lambda[0],
        { 'the share of the partner': plan => areaOf(plan) <= 1 - plan.draws.lambda[0] }),
      exactClaim('targets follow area and style', plans,
        plan => near(weight(plan), target(plan, plan.draws.gamma[0])),
        { 'γ flipped': plan => near(weight(plan), target(plan, 1 - plan.draws.gamma[0])) })
    ]
  }
}

const halves: Study = {
  title: 'yoco of mirror images',
  run: count => {
    const plans = plansOf(yoco(mirror({ probability: 0.3 })), count, 2, FRAME)
    const cut = ({ layers: [first] }: Plan): string => String((first.where as Boxes).end)
    const pairs = plans.map(({ draws: { mirror: [a, , b] } }) => 2 * a + b)
    const both = (p: number): number => chanceClaim('', pairs.map(pair => Number(pair === 3)), p).p
    return [
      chanceClaim('images are cut at half their width half the time', drawn(plans, 'wide'), 0.5),
      chanceClaim('halves are mirrored as often as asked for', drawn(plans, 'mirror'), 0.3),
      {
        claim: 'each half by a coin of its own', p: both(0.09),
        wrong: { 'one coin for both': both(0.3) }
      },
      exactClaim('the cut is rounded down', plans,
        plan => cut(plan) === (plan.draws.wide[0] === 1 ? '9,3' : '4,7'),
        { 'rounded up': plan => cut(plan) === (plan.draws.wide[0] === 1 ? '9,4' : '5,7') })
    ]
  }
}

/** Two parts of a spectrum, each by its own deviation, are to each other as Cauchy's law has it. */
const field: Study = {
  title: 'random fields',
  run: count => {
    const decay = 4
    const cells = 8
    const ratios = Array.from({ length: count }, (_, seed) => {
      const { normal } = stream(seed + 1, 0)
      const data = gaussianField([cells, cells], decay, normal)
      const { re } = fftN(data, new Float64Array(data.length), [cells, cells])
      return re[1] / re[3]
    })
    // The power of frequency 3 is 3^-decay of that of frequency 1
    const p = (of: number): number =>
      ksTest(ratios, x => 0.5 + Math.atan(x / 3 ** (of / 2)) / Math.PI)
    const standard = Array.from({ length: 50 }, (_, seed) =>
      gaussianField([6, 5], decay, stream(seed + 1, 0).normal))
    const moment = (values: Float64Array, power: number): number =>
      values.reduce((sum, value) => sum + value ** power, 0) / values.length
    return [
      { claim: 'the power falls off as f^-4', p: p(decay), wrong: {
        'decay · 1.25': p(1.25 * decay), 'amplitude instead of power': p(2 * decay)
      } },
      exactClaim('a field has mean 0 and deviation 1', standard,
        values => near(moment(values, 1), 0) && near(moment(values, 2), 1),
        { 'a deviation of 2': values => near(moment(values, 2), 4) })
    ]
  }
}

export const studies: readonly Study[] = [stylemixStudy, stylecutmixStudy, halves, field]
