import * as z from 'zod/mini'
import { fail } from '../../../core/errors.js'
import { boxes, defineMixer, nonnegative, numbers, option, over, positive,
  probability } from '../../../core/index.js'
import type { Facts, Partners } from '../../../core/index.js'
import { exp } from '../../../core/random/elementary.js'
import { centre, clippedBox } from '../boxes.js'
import { styled } from '../styles/styled.js'

/**
 * StyleCutMix: a box of the image on its partner, each partly in the style of the other.
 *
 * Hong et al., CVPR 2021. Law of the authors' code (alsdml/StyleMix@e947c7d, `net_cutmix.py`): one
 * box a batch, its share of the area λ ~ Beta(alpha, alpha) before it is clipped, one share of the
 * style rs ~ Beta(alpha, alpha); an image keeps its style by γ ~ Beta(gamma, gamma), or by
 * tanh(distance of the classes / delta) where `distances` lists them (two images of a class are 2
 * apart). Targets: r · area + (1 - r) · (γ · area + (1 - γ) · rs). Random pairing; the authors mix
 * with probability 0.5.
 *
 * The pool `styles` holds the images in each other's style: `styles({ encode, decode })`.
 */
export const stylecutmix = defineMixer({
  name: 'stylecutmix',
  domain: 'image',
  paper: 'CVPR 2021',
  options: z.object({
    alpha: positive.default(1).describe('λ and the share of the style ~ Beta(alpha, alpha)'),
    gamma: positive.default(1).describe('γ ~ Beta(gamma, gamma)'),
    distances: option(z.array(z.array(nonnegative))).default([])
      .describe('of the styles of classes, [classes][classes]: γ follows them'),
    delta: positive.default(3).describe('what distances are measured by'),
    content: probability.default(0.7).describe('how much of the target follows the area')
  }),
  pools: ['styles'],

  plan (facts, { alpha, gamma, distances, delta, content }, draw) {
    const [height, width] = facts.frame
    const partner = facts.pair()
    const box = clippedBox(
      Math.sqrt(draw.beta('lambda', alpha)), centre(draw, facts.frame), facts.frame)
    const where = boxes([box])
    const [bottom, right] = where.end
    const area = (bottom - where.start[0]) * (right - where.start[1]) / (height * width)
    const style = draw.beta('style', alpha)
    const kept = distances.length === 0
      ? numbers(1, () => draw.beta('gamma', gamma))
      : byClass(facts, partner, distances).map(apart => 2 / (1 + exp(-2 * apart / delta)) - 1)
    const weight = kept.map(g => content * area + (1 - content) * (g * area + (1 - g) * style))
    const { own, other } = styled('stylecutmix', facts, partner)
    return [
      over(partner, { weight: weight.map(each => 1 - each) }),
      over(other, { coefficient: kept.map(g => style * (1 - g)), weight: 0 }),
      over({ pool: 'batch' }, { where, weight }),
      over(own, { where, coefficient: kept.map(g => (1 - style) * (1 - g)), weight: 0 })
    ]
  }
})

/** How far the styles of the classes of a row and its partner are apart. */
function byClass (
  { size, labels }: Facts, { rows }: Partners, distances: ReadonlyArray<readonly number[]>
): Float64Array {
  if (labels === undefined) {
    const remedy = 'must be left out for labels that are no class indices on the host'
    throw fail('OPTION', 'stylecutmix', 'distances', remedy, distances)
  }
  return numbers(size, i => {
    const [a, b] = [labels[i], labels[rows[i]]]
    const known = (distances[a] as readonly number[] | undefined)?.[b]
    if (known !== undefined) return known + (a === b ? 2 : 0)
    const allowed = `must have an entry for the classes ${a}, ${b}`
    throw fail('OPTION', 'stylecutmix', 'distances', allowed, distances)
  })
}
