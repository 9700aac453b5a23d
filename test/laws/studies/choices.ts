import type { ConfiguredMixer, Plan } from '../../../core/index.js'
import { mixup, oneOf, plain, sometimes } from '../../../core/index.js'
import { cutmix, kerasMixup, timm } from '../../../domains/image/index.js'
import { chiSquare } from '../statistics.js'
import type { Claim, Study } from '../study.js'
import { counts, expected, plansOf, uniformity, uniforms } from '../study.js'
import { pastedBoxes } from './boxes.js'

const FRAME = [20, 15]

function shareClaim (
  claim: string, found: readonly number[], shares: readonly number[],
  wrong: Readonly<Record<string, readonly number[]>>
): Claim {
  const observed = counts(found, shares.length)
  const p = (of: readonly number[]): number => chiSquare(observed, expected(of, found.length))
  const others = Object.entries(wrong).map(([name, of]) => [name, p(of)])
  return { claim, p: p(shares), wrong: Object.fromEntries(others) as Record<string, number> }
}

/** What became of every output: 0 as it was, 1 mixed, 2 cut. */
function kindsOf ({ size, layers }: Plan): number[] {
  const kinds = Array<number>(size).fill(0)
  layers.slice(1).forEach(({ outputs, where }) => {
    const where_ = where === undefined ? 1 : 2
    const touched = (outputs as Int32Array | undefined) ?? Int32Array.from(kinds.keys())
    touched.forEach(output => { kinds[output] = where_ })
  })
  return kinds
}

const options = { mixupAlpha: 0.8, cutmixAlpha: 1, probability: 0.8, switchProbability: 0.7 }
const right = [0.2, 0.8 * 0.3, 0.8 * 0.7]
const wrong = {
  'the switch the other way': [0.2, 0.8 * 0.7, 0.8 * 0.3],
  'the probability applied twice': [1 - 0.64, 0.64 * 0.3, 0.64 * 0.7]
}

/** @param first - how many outputs decide for themselves */
function timmKinds (mode: 'batch' | 'pair' | 'elem' | 'half', first: number): Study {
  return {
    title: `timm's choices for every ${mode}`,
    run: count => {
      const plans = plansOf(timm({ ...options, mode }), count, 4, FRAME, 4)
      const kinds = plans.flatMap(plan => kindsOf(plan).slice(0, first))
      return [shareClaim('nothing, mixup or CutMix', kinds, right, wrong)]
    }
  }
}

const minmax: Study = {
  title: 'timm\'s box with drawn sides',
  run: count => {
    const mixer = timm({ cutmixMinmax: [0.2, 0.8], mixupAlpha: 0 })
    const found = plansOf(mixer, count, 2, FRAME, 6)
      .flatMap(plan => pastedBoxes(plan, 'cutmixLambda'))
    return FRAME.flatMap((length, axis) => {
      const [low, high] = [Math.floor(length * 0.2), Math.floor(length * 0.8)]
      const spans = found.map(each => each.spans[axis])
      const law = (from: number, to: number): number[] =>
        Array.from({ length: length + 1 }, (_, side) => Number(side >= from && side < to))
      const tops = (more: number): number => {
        const share = uniforms(21 + axis)
        return uniformity(spans.map(([start, end]) =>
          (start + share()) / (length - (end - start) + more)))
      }
      return [
        shareClaim(`sides along axis ${axis} are as likely from low up to high`,
          spans.map(([start, end]) => end - start), law(low, high),
          { 'high itself too': law(low, high + 1), 'not low': law(low + 1, high) }),
        {
          claim: `boxes start anywhere but at the last place along axis ${axis}`,
          p: tops(0), wrong: { 'at the last place too': tops(1) }
        }
      ]
    })
  }
}

function branches (
  title: string, mixer: ConfiguredMixer, shares: readonly number[], others: readonly number[]
): Study {
  return {
    title,
    run: count => {
      const plans = plansOf(mixer, count, 2, FRAME)
      const taken = plans.map(({ branch }) => branch?.[0] ?? -1)
      return [shareClaim('branches are taken by their weights', taken, shares, { others })]
    }
  }
}

export const studies: readonly Study[] = [
  timmKinds('batch', 1),
  timmKinds('pair', 2),
  timmKinds('elem', 4),
  timmKinds('half', 2),
  minmax,
  branches('one-of', oneOf([[cutmix(), 5], [mixup(), 3], [kerasMixup(), 0], [plain(), 2]]),
    [5, 3, 0, 2], [1, 1, 0, 1]),
  branches('one-of without weights', oneOf([cutmix(), mixup()]), [1, 1], [0.45, 0.55]),
  branches('sometimes', sometimes(0.3, cutmix()), [0.3, 0.7], [0.34, 0.66])
]
