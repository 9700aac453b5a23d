import type { ConfiguredMixer, Plan } from '../../../core/index.js'
import { targetWeights } from '../../../core/index.js'
import { cutmix, timm, torchvisionCutmix } from '../../../domains/image/index.js'
import type { Cut } from '../clipped-box.js'
import {
  areaLaw, clipped, halfSide, overLambda, shifted, spanCode, spanLaw, unclipped
} from '../clipped-box.js'
import { chiSquareOf, moments, position } from '../discrete-law.js'
import type { Claim, Study } from '../study.js'
import { meanTest, plansOf, uniformity, uniforms } from '../study.js'
import { betaClaim } from './lambdas.js'

/** A box that a plan pastes: where it is, the λ it was cut for, and its share of the target. */
export interface Pasted {
  readonly spans: ReadonlyArray<readonly [number, number]>
  readonly lambda: number
  readonly weight: number
}

/** The boxes of a plan, in the order of their λ; that of a pair once. */
export function pastedBoxes (plan: Plan, drawn: string): Pasted[] {
  const weights = targetWeights(plan).map(list => Array.from(list))
  return plan.layers.flatMap(({ where }, l) => {
    if (where?.kind !== 'boxes') return []
    const count = Math.min(where.start.length / 2, plan.draws[drawn].length)
    return Array.from({ length: count }, (_, piece) => ({
      spans: [0, 1].map(a =>
        [where.start[2 * piece + a], where.end[2 * piece + a]] as const),
      lambda: plan.draws[drawn][piece],
      weight: weights[l][piece]
    }))
  })
}

const FRAME = [9, 7]

/** One λ, a centre anywhere, a box clipped at the border, and targets by its area. */
function authors (mixer: ConfiguredMixer, title: string, drawn: string, size = 2): Study {
  return {
    title: `the box of ${title}`,
    run: count => {
      const found = plansOf(mixer, count, size, FRAME, 2).flatMap(plan => pastedBoxes(plan, drawn))
      const areas = found.map(({ weight }) => Math.round(weight * FRAME[0] * FRAME[1]))
      const p = (cut: Cut, alpha = 1): number =>
        chiSquareOf(areas, overLambda(alpha, FRAME, lambda => areaLaw(lambda, FRAME, cut)))
      return [
        betaClaim('λ', found.map(({ lambda }) => lambda), 1),
        {
          claim: 'targets follow the area of the clipped box',
          p: p(clipped),
          wrong: { unclipped: p(unclipped), 'α · 1.25': p(clipped, 1.25) }
        },
        givenLambda(found),
        ...FRAME.map((length, axis) => spans(found, length, axis))
      ]
    }
  }
}

/** Where areas stand in the law for their own λ. */
function givenLambda (found: readonly Pasted[]): Claim {
  const p = (cut: Cut, of: (lambda: number) => number): number => {
    const share = uniforms(7)
    return uniformity(found.map(({ lambda, weight }) =>
      position(Math.round(weight * FRAME[0] * FRAME[1]), areaLaw(of(lambda), FRAME, cut), share())))
  }
  return {
    claim: 'areas have their law for every λ',
    p: p(clipped, lambda => lambda),
    wrong: {
      'λ flipped': p(clipped, lambda => 1 - lambda), unclipped: p(unclipped, lambda => lambda)
    }
  }
}

/** A centre anywhere from 0 to the last pixel, seen in where boxes start and end. */
function spans (found: readonly Pasted[], length: number, axis: number): Claim {
  const codes = found.map(each => spanCode(each.spans[axis]))
  const p = (cut: Cut): number => chiSquareOf(codes, overLambda(1, [length], lambda =>
    spanLaw(halfSide(lambda, length), length, cut, spanCode)))
  return {
    claim: `the centre is anywhere along axis ${axis}`,
    p: p(clipped),
    wrong: { 'off by one': p(shifted), unclipped: p(unclipped) }
  }
}

const LARGE = [224, 224]

/** The mean share of a large image that is pasted over. */
function meanArea (mixer: ConfiguredMixer): Study {
  return {
    title: `the mean area of ${mixer.name}`,
    run: (count): Claim[] => {
      const found = plansOf(mixer, count, 1, LARGE).map(plan =>
        (targetWeights(plan)[1])[0])
      const { mean, deviation } = moments(largeLaw())
      const exact = mean / (LARGE[0] * LARGE[1])
      const scale = deviation / (LARGE[0] * LARGE[1])
      return [
        { claim: 'the law says 0.318', p: Number(Math.abs(exact - 0.318) < 5e-4), wrong: {
          '0.320': Number(Math.abs(exact - 0.32) < 5e-4) } },
        { claim: 'the mean is that of the law', p: meanTest(found, exact, scale), wrong: {
          'that of a box inside, 0.498': meanTest(found, 0.498, scale)
        } }
      ]
    }
  }
}

let large: ReturnType<typeof overLambda> | undefined

/** Made once: it has thousands of areas. */
function largeLaw (): ReturnType<typeof overLambda> {
  large ??= overLambda(1, LARGE, lambda => areaLaw(lambda, LARGE, clipped))
  return large
}

const cuts = { mixupAlpha: 0, cutmixAlpha: 1 }

export const studies: readonly Study[] = [
  authors(cutmix(), 'cutmix', 'lambda'),
  authors(cutmix({ per: 'sample' }), 'cutmix for every row', 'lambda'),
  authors(torchvisionCutmix(), 'torchvision-cutmix', 'lambda'),
  authors(timm(cuts), 'timm', 'cutmixLambda'),
  authors(timm({ ...cuts, mode: 'elem' }), 'timm for every element', 'cutmixLambda'),
  authors(timm({ ...cuts, mode: 'pair' }), 'timm for a pair', 'cutmixLambda'),
  authors(timm({ ...cuts, mode: 'half' }), 'timm for half of a batch', 'cutmixLambda'),
  meanArea(cutmix()),
  meanArea(torchvisionCutmix()),
  meanArea(timm(cuts))
]
