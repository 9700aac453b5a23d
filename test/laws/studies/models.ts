import type { Boxes, ConfiguredMixer, Mask, MixOptions, Plan } from '../../../core/index.js'
import { Rng, defaultRegistry, live, targetWeights } from '../../../core/index.js'
import {
  alignmix, attentivemix, attentivemixPlus, comixup, guidedmixup, puzzlemix, smmix, snapmix,
  tokenCutmix, transmix
} from '../../../domains/image/index.js'
import { attention, features, pixels, saliency } from '../../catalogue/signals.js'
import { chanceClaim, evenClaim, exactClaim } from '../claims.js'
import { incompleteBeta, ksTest } from '../statistics.js'
import type { Study } from '../study.js'
import { factsOf } from '../study.js'
import { betaClaim } from './lambdas.js'
import { drawn, partnerShare } from './masks.js'

const FRAME = [8, 8]
const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6
const all = { saliency, features, pixels, attention, activation: saliency }

/** Plans of a mixer that is told signals which rest on the shape of its batch. */
function plansOf (
  mixer: ConfiguredMixer, count: number, size = 1, signals: NonNullable<MixOptions['signals']> = all
): Plan[] {
  const rng = Rng(1)
  const facts = factsOf(size, FRAME)
  const shape = [size, ...facts.shape]
  const found = Object.fromEntries(Object.entries(signals)
    .map(([name, give]) => [name, give({ x: { shape } })]))
  return Array.from({ length: count }, (_, step) => mixer.plan({ ...facts, signals: found },
    live(rng.fork('mix', step)), defaultRegistry.services))
}

const attentive: Study = {
  title: 'attentivemix',
  run: count => {
    const fixed = plansOf(attentivemix({ cells: 5 }), 20, 3)
    const plus = plansOf(attentivemixPlus(), count)
    const cells = (plan: Plan): number => {
      const levels = (plan.layers[1].where as Mask).levels as unknown as Uint8Array
      return levels.reduce((sum, level) => sum + level, 0) / plan.size
    }
    const kept = (plan: Plan, of: number): boolean =>
      cells(plan) === Math.max(1, Math.trunc(12 * of))
    return [
      betaClaim('λ', drawn(plus, 'lambda'), 1),
      exactClaim('⌊λ·N⌋ cells stay', plus, plan => kept(plan, plan.draws.lambda[0]),
        { 'λ flipped': plan => kept(plan, 1 - plan.draws.lambda[0]) }),
      exactClaim('as many cells stay as asked', fixed, plan => cells(plan) === 5,
        { 'as many go': plan => cells(plan) === 7 })
    ]
  }
}

const snap: Study = {
  title: 'snapmix',
  run: count => {
    const plans = plansOf(snapmix({ alpha: 2 }), count)
    const even = plansOf(snapmix({ alpha: 2 }), 300, 1,
      { activation: () => ({ data: new Float32Array(64).fill(1), shape: [1, ...FRAME] }) })
      .filter(({ layers }) => layers.length > 1)
    const area = (plan: Plan, box: 'into' | 'from'): number => {
      const where = plan.layers[1].where as Boxes & { from: NonNullable<Boxes['from']> }
      const { start, end } = box === 'into' ? where : where.from
      return (end[0] - start[0]) * (end[1] - start[1]) / 64
    }
    const weights = (plan: Plan): number[] =>
      targetWeights(plan).map(weight => weight[0])
    return [
      betaClaim('λ', drawn(plans, 'lambda'), 2),
      betaClaim('the λ of the source', drawn(plans, 'sourceLambda'), 2),
      evenClaim('the row of the centres', drawn(plans, 'centerY'), 8),
      evenClaim('their column', drawn(plans, 'centerX'), 8),
      exactClaim('even maps weigh by area', even, plan => near(weights(plan)[0], 1 - area(plan, 'into')) &&
        near(weights(plan)[1], area(plan, 'from')),
      { 'by one box': plan => near(weights(plan)[1], area(plan, 'into')) })
    ]
  }
}

const guided: Study = {
  title: 'guidedmixup',
  run: () => {
    const plans = [3, 4, 5, 6, 7].flatMap(size => plansOf(guidedmixup(), 1, size))
    const steps = (plan: Plan): number => {
      const next = plan.layers[1].source?.rows as Int32Array
      let [row, count] = [next[0], 1]
      while (row !== 0 && count <= next.length) [row, count] = [next[row], count + 1]
      return count
    }
    return [exactClaim('partners are one circle through all rows', plans,
      plan => steps(plan) === plan.size, { 'pairs of two': plan => steps(plan) === 2 })]
  }
}

const small: Study = {
  title: 'smmix',
  run: count => {
    const plans = plansOf(smmix({ side: [0.5, 1] }), count)
    return [
      evenClaim('the side of the square', drawn(plans, 'side').map(side => side - 2), 3),
      exactClaim('the target follows its area', plansOf(smmix({ side: [0.5, 0.5] }), 5, 4),
        plan => plan.draws.side[0] === 2 && partnerShare(plan) > 0,
        { 'nothing of the partner': plan => partnerShare(plan) === 0 })
    ]
  }
}

const aligned: Study = {
  title: 'alignmix',
  run: count => {
    const plans = plansOf(alignmix(), count)
    return [
      betaClaim('λ', drawn(plans, 'lambda'), 2),
      chanceClaim('the partner is aligned half the time', drawn(plans, 'partner'), 0.5),
      exactClaim('the own row weighs λ', plans, plan => near(1 - partnerShare(plan),
        plan.draws.lambda[0]), { 'λ flipped': plan => near(partnerShare(plan),
        plan.draws.lambda[0]) })
    ]
  }
}

const puzzle: Study = {
  title: 'puzzlemix',
  run: count => {
    const plans = plansOf(puzzlemix({ blocks: [1, 3], gamma: 0, transport: false }), count / 8)
    const often = plansOf(
      puzzlemix({ blocks: [1, 1], gamma: 0, transport: false, alpha: 2 }), count)
    // With much regard for λ each row shows as much of itself as λ says, to a step of a label
    const prior = plansOf(puzzlemix({
      blocks: [1, 1], gamma: 0, beta: 0, eta: 100, labels: 4, transport: false
    }), 300, 2)
    const step = (plan: Plan, of: number): boolean => Math.abs(1 - partnerShare(plan) - of) < 0.45
    return [
      betaClaim('λ', drawn(often, 'lambda'), 2),
      evenClaim('the grid', drawn(plans, 'blocks').map(k => k - 1), 3),
      exactClaim('the prior keeps λ', prior, plan => step(plan, plan.draws.lambda[0]),
        { 'λ flipped': plan => step(plan, 1 - plan.draws.lambda[0]) })
    ]
  }
}

const together: Study = {
  title: 'comixup',
  run: count => {
    const plans = plansOf(comixup({ blocks: 1, iterations: 1 }), count, 3)
    const first = plans.map(({ draws }) => draws.prior[0])
    const p = (a: number, b: number): number => ksTest(first, x => incompleteBeta(a, b, x))
    return [
      { claim: 'shares ~ Dirichlet(2)', p: p(2, 4), wrong: { 'Dirichlet(1)': p(1, 2) } },
      evenClaim('the first labels', drawn(plans, 'label'), 3),
      exactClaim('every output weighs 1', plans.slice(0, 50), plan => {
        const [weights] = targetWeights(plan)
        return near(weights.reduce((sum, weight) => sum + weight, 0), 3)
      }, { 'every piece does': plan => targetWeights(plan)[0].length === 2 })
    ]
  }
}

const boxed = (title: string, mixer: ConfiguredMixer, cells: number): Study => ({
  title,
  run: count => {
    const plans = plansOf(mixer, count)
    const share = (plan: Plan, of: number): boolean => {
      const half = Math.floor(Math.floor(cells * Math.sqrt(1 - of)) / 2)
      const { centerY: [y], centerX: [x] } = plan.draws
      const side = (at: number): number => Math.min(at + half, cells) - Math.max(at - half, 0)
      return near(partnerShare(plan), side(y) * side(x) / cells ** 2)
    }
    return [
      betaClaim('λ', drawn(plans, 'lambda'), 1),
      evenClaim('the row of the centre', drawn(plans, 'centerY'), cells),
      evenClaim('its column', drawn(plans, 'centerX'), cells),
      exactClaim('the target follows the clipped box', plans,
        plan => share(plan, plan.draws.lambda[0]),
        { 'λ flipped': plan => share(plan, 1 - plan.draws.lambda[0]) })
    ]
  }
})

export const studies: readonly Study[] = [
  attentive, snap, guided, small, aligned, puzzle, together,
  boxed('transmix', transmix(), 8), boxed('token-cutmix', tokenCutmix({ patch: 2 }), 4)
]
