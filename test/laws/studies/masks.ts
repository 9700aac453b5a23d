import type { LevelRules, Mask, Plan } from '../../../core/index.js'
import { targetWeights } from '../../../core/index.js'
import { lowFrequencyImage } from '../../../core/math/index.js'
import { levelsOf } from '../../../core/plan/columns.js'
import { stream } from '../../../core/random/stream.js'
import {
  fmix, gmix, gridmix, hmix, maskmix, patchMixing, smoothmix, tokenmix
} from '../../../domains/image/index.js'
import { chanceClaim, evenClaim, exactClaim, uniformClaim } from '../claims.js'
import type { Study } from '../study.js'
import { plansOf } from '../study.js'
import { betaClaim } from './lambdas.js'

const FRAME = [9, 7]
const AREA = FRAME[0] * FRAME[1]

/** The numbers of a draw in all plans. */
export function drawn (plans: readonly Plan[], name: string): number[] {
  return plans.flatMap(({ draws }) => draws[name])
}

/** What the partner of the first row weighs in the target. */
export function partnerShare (plan: Plan): number {
  const [own] = targetWeights(plan)
  return 1 - own[0]
}

/** The levels of the mask of the partners. */
function levels (plan: Plan): ArrayLike<number> {
  return levelsOf(plan.layers[1].where as Mask, plan.size)
}

function seen (plan: Plan): number {
  return Array.from(levels(plan)).reduce((sum, level) => sum + level, 0)
}

const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6

const fmixStudy: Study = {
  title: 'fmix',
  run: count => {
    const plans = plansOf(fmix(), count, 1, [4, 3])
    const lambda = (plan: Plan): number => plan.draws.lambda[0]
    const wanted = (plan: Plan, of: number): number =>
      (plan.draws.roundUp[0] === 1 ? Math.ceil : Math.floor)(of * 12)
    return [
      betaClaim('λ', drawn(plans, 'lambda'), 1),
      chanceClaim('λ·n is rounded up half the time', drawn(plans, 'roundUp'), 0.5),
      exactClaim('the row itself has λ·n cells', plans,
        plan => seen(plan) === wanted(plan, lambda(plan)),
        { 'λ flipped': plan => seen(plan) === wanted(plan, 1 - lambda(plan)) }),
      exactClaim('the target keeps λ', plans, plan => near(1 - partnerShare(plan), lambda(plan)),
        { 'the cells that are seen': plan => near(1 - partnerShare(plan), seen(plan) / 12) })
    ]
  }
}

/** On a torus no place is another's better: the brightest cell may be any. */
const noise: Study = {
  title: 'the noise of Fourier masks',
  run: count => {
    const brightest = (mean: number): number[] => Array.from({ length: count }, (_, seed) => {
      const { normal } = stream(seed + 1, 0)
      const image = lowFrequencyImage([3, 4], 2, 'isotropic', () => normal() + mean)
      return image.indexOf(Math.max(...image))
    })
    const { p } = evenClaim('', brightest(0), 12)
    return [{
      claim: 'the brightest cell is any of twelve', p,
      wrong: { 'noise of mean 1': evenClaim('', brightest(1), 12).p }
    }]
  }
}

const gridmixStudy: Study = {
  title: 'gridmix',
  run: count => {
    const plans = plansOf(gridmix({ holes: [2, 3], area: [0.5, 1], aspect: [0.5, 2] }),
      count, 1, [24, 20])
    const rule = (plan: Plan): LevelRules['holes'] =>
      (plan.layers[1].where as Mask).levels as unknown as LevelRules['holes']
    const side = (plan: Plan, of: number): boolean => rule(plan).hole.every((hole, a) =>
      hole === Math.min(Math.max(Math.trunc(rule(plan).pitch[a] * Math.sqrt(1 - of)), 1),
        rule(plan).pitch[a] - 1))
    const lambda = (plan: Plan): number => plan.draws.lambda[0]
    return [
      betaClaim('λ', drawn(plans, 'lambda'), 1),
      uniformClaim('λ of a range', drawn(plansOf(gridmix({ lambda: [0.1, 0.9] }), count, 1,
        [24, 20]), 'lambda'), 0.1, 0.9),
      evenClaim('how many holes', drawn(plans, 'holes').map(holes => holes - 2), 2),
      uniformClaim('the area of the window', drawn(plans, 'area'), 0.5, 1),
      uniformClaim('its aspect', drawn(plans, 'aspect'), 0.5, 2),
      uniformClaim('its place', drawn(plans, 'windowX')),
      exactClaim('holes cover √(1 - λ) of their cell', plans, plan => side(plan, lambda(plan)),
        { 'λ flipped': plan => side(plan, 1 - lambda(plan)) }),
      exactClaim('the target follows the holes', plans,
        plan => near(partnerShare(plan), seen(plan) / 480),
        { 'it follows λ': plan => near(partnerShare(plan), 1 - lambda(plan)) })
    ]
  }
}

const bells: Study = {
  title: 'gmix',
  run: count => {
    const plans = plansOf(gmix(), count, 1, FRAME)
    /** The mean of the bell of λ about the centre that was drawn. */
    const own = (plan: Plan, of: number): number => {
      const [y, x] = [plan.draws.centerY[0], plan.draws.centerX[0]]
      const wide = Math.min(of, 1 - of) * AREA / Math.PI
      let sum = 0
      for (let k = 0; k < AREA; k++) {
        sum += Math.exp(-((Math.floor(k / 7) - y) ** 2 + (k % 7 - x) ** 2) / wide)
      }
      return of < 0.5 ? sum / AREA : 1 - sum / AREA
    }
    const lambda = (plan: Plan): number => plan.draws.lambda[0]
    return [
      betaClaim('λ', drawn(plans, 'lambda'), 1),
      evenClaim('the row of the centre', drawn(plans, 'centerY'), 9),
      evenClaim('its column', drawn(plans, 'centerX'), 7),
      exactClaim('the target follows the bell', plans,
        plan => near(1 - partnerShare(plan), own(plan, lambda(plan))), {
          'λ flipped': plan => near(1 - partnerShare(plan), own(plan, 1 - lambda(plan))),
          'it keeps λ': plan => near(1 - partnerShare(plan), lambda(plan))
        })
    ]
  }
}

const smooth: Study = {
  title: 'smoothmix',
  run: count => {
    const plans = plansOf(smoothmix(), count, 1, [8, 8])
    const spread = (plan: Plan): number =>
      ((plan.layers[1].where as Mask).levels as unknown as LevelRules['bell']).spread
    const sigma = (plan: Plan): number => Math.sqrt(spread(plan) / 2)
    return [
      evenClaim('the row of the centre', drawn(plans, 'centerY'), 8),
      evenClaim('its column', drawn(plans, 'centerX'), 8),
      uniformClaim('σ', plans.map(sigma), 2, 4),
      exactClaim('the target follows the pixels', plans,
        plan => near(partnerShare(plan), seen(plan) / 64),
        { 'that of the other, as in the code': plan => near(1 - partnerShare(plan), seen(plan) / 64)
        })
    ]
  }
}

const hmixes: Study = {
  title: 'hmix',
  run: count => {
    const plans = plansOf(hmix({ ratio: 0.75 }), count, 1, [16, 12])
    const lambda = (plan: Plan): number => plan.draws.lambda[0]
    const side = (plan: Plan, ratio: number): boolean => {
      const { start, end } = plan.layers[2].where as { start: Int32Array, end: Int32Array }
      return [16, 12].every((length, a) => {
        const half = Math.floor(Math.trunc(length * Math.sqrt((1 - lambda(plan)) * ratio)) / 2)
        const centre = plan.draws[a === 0 ? 'centerY' : 'centerX'][0]
        return start[a] === Math.max(0, centre - half) && end[a] === Math.min(length, centre + half)
      })
    }
    return [
      betaClaim('λ', drawn(plans, 'lambda'), 1),
      evenClaim('the row of the centre', drawn(plans, 'centerY'), 16),
      evenClaim('its column', drawn(plans, 'centerX'), 12),
      exactClaim('the own row weighs λ', plans, plan => near(1 - partnerShare(plan), lambda(plan)),
        { 'λ flipped': plan => near(partnerShare(plan), lambda(plan)) }),
      exactClaim('the box has the ratio of 1 - λ', plans, plan => side(plan, 0.75),
        { 'all of it': plan => side(plan, 1) })
    ]
  }
}

/** Which cells of a grid of `each` are seen. */
function cellsIn (plans: readonly Plan[], each: number): number[] {
  return plans.flatMap(plan => Array.from(levels(plan)).slice(0, each)
    .flatMap((level, cell) => level > 0 ? [cell] : []))
}

const patchStudy: Study = {
  title: 'patch-mixing',
  run: count => {
    const plans = plansOf(patchMixing({ patch: 2, ratio: [0.25, 1] }), count, 1, [4, 6])
    const ratio = (plan: Plan): number => plan.draws.ratio[0]
    return [
      uniformClaim('the share of patches', drawn(plans, 'ratio'), 0.25, 1),
      exactClaim('as many patches are replaced', plans,
        plan => seen(plan) === Math.round(ratio(plan) * 6),
        { 'rounded down': plan => seen(plan) === Math.floor(ratio(plan) * 6) }),
      evenClaim('the first patch that is replaced', plans.map(({ draws }) => draws.cells[0]), 6),
      exactClaim('and no other', plans, plan => {
        const replaced = plan.draws.cells.slice(0, seen(plan))
        return cellsIn([plan], 6).every(cell => replaced.includes(cell))
      }, { 'the last ones': plan => {
        const replaced = plan.draws.cells.slice(6 - seen(plan))
        return cellsIn([plan], 6).every(cell => replaced.includes(cell))
      } })
    ]
  }
}

const maskStudy: Study = {
  title: 'maskmix',
  run: count => {
    const plans = plansOf(maskmix({ patch: 2 }), count, 1, [4, 6])
    const ratio = (plan: Plan): number => plan.draws.ratio[0]
    return [
      betaClaim('the ratio', drawn(plans, 'ratio'), 1),
      exactClaim('⌈ratio·N⌉ patches stay', plans,
        plan => seen(plan) === Math.ceil(ratio(plan) * 6),
        { rounded: plan => seen(plan) === Math.round(ratio(plan) * 6) }),
      evenClaim('the first patch that stays', plans.map(({ draws }) => draws.cells[0]), 6),
      exactClaim('the target follows the patches', plans,
        plan => near(1 - partnerShare(plan), seen(plan) / 6),
        { 'it keeps the ratio': plan => near(1 - partnerShare(plan), ratio(plan)) })
    ]
  }
}

const LOG_ASPECT = Math.log(1 / 0.3)

const tokenStudy: Study = {
  title: 'tokenmix',
  run: count => {
    const plans = plansOf(tokenmix({ grid: 6, least: 3 }), count, 1, [6, 6])
    const wanted = 21
    const first = (name: string): number[] => plans.map(({ draws }) => draws[name][0])
    const singles = plansOf(tokenmix({ kind: 'random', grid: 3, least: 1 }), count, 1, [6, 6])
    return [
      uniformClaim('the area of the first block', first('area'), 1, wanted),
      uniformClaim('its aspect', first('logAspect'), -LOG_ASPECT, LOG_ASPECT),
      exactClaim('no more tokens than are wanted', plans, plan => seen(plan) <= wanted,
        { 'one less': plan => seen(plan) <= wanted - 1 }),
      exactClaim('single tokens are as many as are wanted', singles, plan => seen(plan) === 5,
        { 'without the least': plan => seen(plan) === 4 }),
      evenClaim('the first single token', singles.map(({ draws }) => draws.tokens[0]), 9)
    ]
  }
}

export const studies: readonly Study[] = [
  fmixStudy, noise, gridmixStudy, bells, smooth, hmixes, patchStudy, maskStudy, tokenStudy
]
