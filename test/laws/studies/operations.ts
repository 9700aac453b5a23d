import type { ConfiguredMixer, Plan } from '../../../core/index.js'
import { Rng, defaultRegistry, live } from '../../../core/index.js'
import { augmix, cropmix, operationNames, pixmix } from '../../../domains/image/index.js'
import type { Claim, Study } from '../study.js'
import { factsOf, uniformity } from '../study.js'
import { chanceClaim, evenClaim, exactClaim, uniformClaim } from '../claims.js'
import { incompleteBeta, ksTest } from '../statistics.js'
import { betaClaim } from './lambdas.js'
import { drawn } from './masks.js'

const FRAME = [16, 12]

/** Plans of one image, which may meet one of five pictures. */
function plansOf (mixer: ConfiguredMixer, count: number): Plan[] {
  const rng = Rng(1)
  return Array.from({ length: count }, (_, step) => {
    const facts = factsOf(1, FRAME, step)
    const pools = { ...facts.pools, pictures: { size: 5 } }
    return mixer.plan({ ...facts, shape: [...FRAME, 3], pools }, live(rng.fork('mix', step)),
      defaultRegistry.services)
  })
}

/** Shares ~ Beta(a, b), and not with parameters a quarter larger. */
function skewClaim (claim: string, samples: readonly number[], a: number, b: number): Claim {
  const p = (more: number): number => ksTest(samples, x => incompleteBeta(a * more, b, x))
  return { claim: `${claim} ~ Beta(${a}, ${b})`, p: p(1), wrong: { 'a more': p(1.25) } }
}

const augmixStudy: Study = {
  title: 'augmix',
  run: count => {
    const plans = plansOf(augmix({ operations: [...operationNames] }), count)
    const all = (name: string): number[] => plans.flatMap(({ draws }) => draws[name] ?? [])
    const shares = drawn(plans, 'shares')
    return [
      betaClaim('the share of all chains', drawn(plans, 'mixed'), 1),
      { // The first of three shares that are uniform on the triangle
        claim: 'a share of a chain ~ Dirichlet(1, 1, 1)',
        p: uniformity(shares.map(share => 1 - (1 - share) ** 2)),
        wrong: { 'of two chains': uniformity(shares) }
      },
      evenClaim('the number of operations', all('depth').map(depth => depth - 1), 3),
      evenClaim('the operation', all('operation'), 13),
      uniformClaim('the level', all('level'), 0.1, 3),
      chanceClaim('half of what moves goes the other way', all('flip'), 0.5),
      exactClaim('what shows is the image by what the chains leave of it', plans,
        ({ layers }) => leaves(layers, 1) < 1e-12,
        { 'the other way round': ({ layers }) => leaves(layers, -1) < 1e-12 })
    ]
  }
}

/** How far what the chains leave of an image is from 1 - m, or from m. */
function leaves (layers: Plan['layers'], way: 1 | -1): number {
  const left = layers.slice(1).reduce((rest, { coefficient }) =>
    rest * (1 - (coefficient as Float64Array)[0]), 1)
  const mixed = 1 - left
  return way === 1 ? Math.abs(left - (1 - mixed)) : Math.abs(left - mixed)
}

const pixmixStudy: Study = {
  title: 'pixmix',
  run: count => {
    const plans = plansOf(pixmix({ mixings: ['add', 'multiply', 'overlay', 'swap-channel'] }),
      count)
    const all = (name: string): number[] => plans.flatMap(({ draws }) => draws[name] ?? [])
    return [
      evenClaim('the picture', drawn(plans, 'picture'), 5),
      chanceClaim('half begin with an operation', drawn(plans, 'start'), 0.5),
      evenClaim('the number of rounds', drawn(plans, 'rounds'), 5),
      chanceClaim('half of the rounds meet the image itself', all('itself'), 0.5),
      evenClaim('the mixing', all('mixing'), 4),
      chanceClaim('half of the weights shrink', all('shrink'), 0.5),
      skewClaim('a', all('a'), 3, 1),
      skewClaim('b', all('b'), 1, 3),
      skewClaim('what a is above 1', all('more'), 1, 3),
      skewClaim('what b is below 0', all('less'), 1, 3),
      chanceClaim('half of the overlays are of the dark', all('dark'), 0.5),
      evenClaim('the channel that is swapped', all('channel'), 3)
    ]
  }
}

const cropmixStudy: Study = {
  title: 'cropmix',
  run: count => {
    const plans = plansOf(cropmix({ views: 'any', ratio: 2 }), count)
    const cut = plansOf(cropmix({ operation: 'cutmix', scale: 0.2 }), count)
    const twos = plans.filter(({ draws }) => draws.views[0] === 2)
    return [
      evenClaim('the number of views', drawn(plans, 'views').map(views => views - 2), 3),
      betaClaim('λ of two', twos.map(({ draws }) => draws.lambda[0]), 1),
      uniformClaim('the area of the box', drawn(cut, 'area')),
      uniformClaim('the turn', drawn(cut, 'turn')),
      evenClaim('the row of the centre', drawn(cut, 'centerY'), 16),
      evenClaim('its column', drawn(cut, 'centerX'), 12),
      uniformClaim('the share of the first crop', drawn(cut, 'cropArea'), 0.2, 0.6),
      uniformClaim('the logarithm of its ratio', drawn(cut, 'cropRatio'), Math.log(3 / 4),
        Math.log(4 / 3))
    ]
  }
}

export const studies: readonly Study[] = [augmixStudy, pixmixStudy, cropmixStudy]
